import { type AccountPolicy, basicAuthStates } from '../../bmc/types.js';
import { users } from '../call.js';
import { RedfishError } from '../errors.js';
import { link } from '../link.js';
import { conflicting } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { privilegeMapUri, root } from '../uris.js';
import type { Allowable } from '../validate.js';

const writable = {
  type: 'object',
  properties: {
    HTTPBasicAuth: { type: 'string', enum: basicAuthStates },
    MinPasswordLength: { type: 'integer', minimum: 1, maximum: 1024 },
    MaxPasswordLength: { type: 'integer', minimum: 1, maximum: 1024 },
    AccountLockoutThreshold: { type: 'integer', minimum: 0, maximum: 1000 },
    AccountLockoutDuration: { type: 'integer', minimum: 0, maximum: 86_400 },
  },
} as const satisfies ObjectSchema;

export const accountService = defineResource({
  path: '/redfish/v1/AccountService',
  type: 'AccountService.v1_18_1.AccountService',
  privileges: { write: users },
  find: (_, { context }) => context,
  read: ({ settings, bmc: { accounts } }) => ({
    Id: 'AccountService',
    Name: 'Account Service',
    Status: healthy,
    ServiceEnabled: true,
    HTTPBasicAuth: settings.noAuth ? 'Disabled' : accounts.policy.basicAuth,
    SupportedAccountTypes: ['Redfish'],
    MinPasswordLength: accounts.policy.minPasswordLength,
    MaxPasswordLength: accounts.policy.maxPasswordLength,
    AccountLockoutThreshold: accounts.policy.lockoutThreshold,
    AccountLockoutDuration: accounts.policy.lockoutDuration,
    AccountLockoutCounterResetAfter: accounts.policy.lockoutDuration,
    AccountLockoutCounterResetEnabled: true,
    Accounts: link(`${root}/AccountService/Accounts`),
    Roles: link(`${root}/AccountService/Roles`),
    PrivilegeMap: link(privilegeMapUri),
  }),
  patch: {
    properties: writable,
    // Where nobody is asked for credentials there is nothing to switch.
    allowable: ({ settings }): Allowable => (settings.noAuth ? { HTTPBasicAuth: ['Disabled'] } : {}),
    apply: async ({ bmc: { accounts } }, body) => {
      const policy: AccountPolicy = {
        basicAuth: body.HTTPBasicAuth ?? accounts.policy.basicAuth,
        minPasswordLength: body.MinPasswordLength ?? accounts.policy.minPasswordLength,
        maxPasswordLength: body.MaxPasswordLength ?? accounts.policy.maxPasswordLength,
        lockoutThreshold: body.AccountLockoutThreshold ?? accounts.policy.lockoutThreshold,
        lockoutDuration: body.AccountLockoutDuration ?? accounts.policy.lockoutDuration,
      };
      if (policy.minPasswordLength > policy.maxPasswordLength)
        throw new RedfishError([
          conflicting({ property: 'MinPasswordLength' }, policy.minPasswordLength, 'MaxPasswordLength'),
        ]);
      await accounts.setPolicy(policy);
      return undefined;
    },
  },
});
