import { type Principal, type Privilege, privileges, type Role } from '../types.js';

/** The roles that every service has, with the privileges that it may not change (DSP0266 13.2, predefined roles). */
export const predefinedRoles: readonly Role[] = [
  {
    id: 'Administrator',
    predefined: true,
    privileges: ['Login', 'ConfigureManager', 'ConfigureUsers', 'ConfigureComponents', 'ConfigureSelf'],
  },
  { id: 'Operator', predefined: true, privileges: ['Login', 'ConfigureComponents', 'ConfigureSelf'] },
  { id: 'ReadOnly', predefined: true, privileges: ['Login', 'ConfigureSelf'] },
];

export const administrator = 'Administrator';

/** A role that a client made, as it is stored. */
export type CustomRole = Pick<Role, 'id' | 'privileges'>;

/** What a role may give: `NoAuth` is for nobody in particular. */
export const isGrantable = (privilege: unknown): privilege is Privilege =>
  privilege !== 'NoAuth' && privileges.some((one) => one === privilege);

/** All roles of the moment. */
export interface RoleBook {
  all(): readonly Role[];
  has(id: string): boolean;
  privilegesOf(id: string): ReadonlySet<Privilege>;
  replace(custom: readonly CustomRole[]): void;
}

const none: ReadonlySet<Privilege> = new Set();

export const createRoleBook = (custom: readonly CustomRole[] = []): RoleBook => {
  let roles: readonly Role[] = [];
  let sets = new Map<string, ReadonlySet<Privilege>>();
  const replace = (own: readonly CustomRole[]): void => {
    roles = [...predefinedRoles, ...own.map((role) => ({ ...role, predefined: false }))];
    sets = new Map(roles.map(({ id, privileges: given }) => [id, new Set(given)]));
  };
  replace(custom);
  return {
    all: () => roles,
    has: (id) => sets.has(id),
    privilegesOf: (id) => sets.get(id) ?? none,
    replace,
  };
};

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
  privileges: new Set<Privilege>(noAuth ? [...createRoleBook().privilegesOf(administrator), 'NoAuth'] : ['NoAuth']),
});
