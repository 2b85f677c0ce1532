/** What a client may say of an account, and what the service makes of it. */
import type { Account, AccountChange, Principal, Role } from '../bmc/types.js';
import type { Call } from './call.js';
import { notInList, throwAll, wrongValue } from './problems.js';
import type { ObjectSchema, Value } from './schema.js';

/** Who may not manage accounts sees his own alone (the registry's ConfigureSelf). */
export const maySeeAccount = ({ privileges, account }: Principal, { id }: Account): boolean => {
  const manages = privileges.has('ConfigureUsers') || privileges.has('ConfigureManager');
  return (manages && account.systems === undefined) || id === account.id;
};

export const accountProperties = {
  type: 'object',
  properties: {
    // RFC 7617 section 2: the first colon ends the user name.
    UserName: { type: 'string', pattern: '^(?! )[^:\\p{Cc}]{1,64}(?<! )$' },
    Password: { type: 'string' },
    RoleId: { type: 'string' },
    Enabled: { type: 'boolean' },
    Locked: { type: 'boolean' },
    PasswordChangeRequired: { type: 'boolean' },
    Oem: {
      type: 'object',
      properties: {
        RedfishEmu: {
          type: 'object',
          properties: { Systems: { type: ['array', 'null'], items: { type: 'string' }, uniqueItems: true } },
        },
      },
    },
  },
} as const satisfies ObjectSchema;

type Wanted = Value<typeof accountProperties>;

export const roleIds = (roles: readonly Role[]): readonly string[] => roles.map(({ id }) => id);

/** `Oem.RedfishEmu.Systems`: the only systems that the account may see and touch; there for such accounts alone. */
export const readScope = ({ systems }: Account) => systems && { Oem: { RedfishEmu: { Systems: systems } } };

const scopePath = 'Oem/RedfishEmu/Systems';

/** Throws for what the schema cannot tell: a role or a system that there is not, a lock made by hand. */
export const changeOf = async (body: Wanted, { context, machines }: Call): Promise<AccountChange> => {
  const { UserName: userName, Password: password, RoleId: roleId, Enabled: enabled, Locked: locked, Oem } = body;
  const { PasswordChangeRequired: passwordChangeRequired } = body;
  const systems = Oem?.RedfishEmu?.Systems;
  const ids = systems ? (await machines()).map(({ id }) => id) : [];
  throwAll([
    ...(systems ?? []).flatMap((id) =>
      ids.includes(id.toLowerCase()) ? [] : [notInList({ property: scopePath }, id)],
    ),
    ...(locked === true ? [wrongValue({ property: 'Locked' }, 'Only false can be written: it ends a lock.')] : []),
    ...(roleId === undefined || roleIds(context.bmc.accounts.roles).includes(roleId)
      ? []
      : [notInList({ property: 'RoleId' }, roleId)]),
  ]);
  return {
    ...(userName !== undefined && { userName }),
    ...(password !== undefined && { password }),
    ...(roleId !== undefined && { roleId }),
    ...(enabled !== undefined && { enabled }),
    ...(passwordChangeRequired !== undefined && { passwordChangeRequired }),
    ...(systems !== undefined && { systems }),
    ...(locked === false && { locked }),
  };
};
