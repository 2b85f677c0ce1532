import { type AccountPolicy, BmcError } from '../types.js';

type Figures = Omit<AccountPolicy, 'basicAuth'>;

export const policyRanges: Readonly<Record<keyof Figures, { readonly minimum: number; readonly maximum: number }>> = {
  minPasswordLength: { minimum: 1, maximum: 1024 },
  maxPasswordLength: { minimum: 1, maximum: 1024 },
  lockoutThreshold: { minimum: 0, maximum: 1000 },
  lockoutDuration: { minimum: 0, maximum: 86_400 },
};

export const policyKeys = ['minPasswordLength', 'maxPasswordLength', 'lockoutThreshold', 'lockoutDuration'] as const;

/** Throws `BmcError` `invalid` for figures that make no sense. */
export const checkPolicy = (policy: Figures): void => {
  for (const key of policyKeys) {
    const { minimum, maximum } = policyRanges[key];
    const value = policy[key];
    if (!Number.isInteger(value) || value < minimum || value > maximum)
      throw new BmcError('invalid', `${key} is ${value}; it must be a whole number from ${minimum} to ${maximum}`);
  }
  const { minPasswordLength, maxPasswordLength } = policy;
  if (minPasswordLength > maxPasswordLength)
    throw new BmcError(
      'invalid',
      `minPasswordLength is ${minPasswordLength}, more than maxPasswordLength, ${maxPasswordLength}`,
    );
};
