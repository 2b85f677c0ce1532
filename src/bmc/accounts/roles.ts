import type { Principal, Privilege, Role } from '../types.js';

/** The roles that every service has, with the privileges that it may not change (DSP0266 13.2, predefined roles). */
export const roles: readonly Role[] = [
  {
    id: 'Administrator',
    predefined: true,
    privileges: ['Login', 'ConfigureManager', 'ConfigureUsers', 'ConfigureComponents', 'ConfigureSelf'],
  },
  { id: 'Operator', predefined: true, privileges: ['Login', 'ConfigureComponents', 'ConfigureSelf'] },
  { id: 'ReadOnly', predefined: true, privileges: ['Login', 'ConfigureSelf'] },
];

export const administrator = 'Administrator';

export const roleOf = (id: string): Role | undefined => roles.find((role) => role.id === id);

const sets = new Map(roles.map(({ id, privileges }) => [id, new Set(privileges)]));
const none: ReadonlySet<Privilege> = new Set();

export const privilegesOf = (roleId: string): ReadonlySet<Privilege> => sets.get(roleId) ?? none;

/** Whoever asks without credentials: everybody's equal where none are wanted, otherwise nobody. */
export const anonymousPrincipal = (noAuth: boolean): Principal => ({
  account: {
    id: 'anonymous',
    userName: 'anonymous',
    roleId: noAuth ? administrator : 'ReadOnly',
    enabled: true,
    locked: false,
    passwordChangeRequired: false,
    readOnly: true,
    revision: '0',
  },
  privileges: new Set<Privilege>(noAuth ? [...privilegesOf(administrator), 'NoAuth'] : ['NoAuth']),
});
