import type { Subscriber, Subscription } from '../../bmc/events/types.js';
import type { Principal } from '../../bmc/types.js';

export const subscriberOf = ({ account: { id, systems } }: Principal): Subscriber => ({
  accountId: id,
  ...(systems && { systems }),
});

/** Who may not manage subscriptions, or sees only some systems, sees his own alone (the registry's ConfigureSelf). */
export const maySeeSubscription = ({ privileges, account }: Principal, { owner }: Subscription): boolean =>
  owner.accountId === account.id || (privileges.has('ConfigureManager') && account.systems === undefined);
