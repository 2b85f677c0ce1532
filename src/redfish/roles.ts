/** What a client may say of a role. */
import type { ArraySchema } from './schema.js';

/** `NoAuth` is for who is nobody: no role gives it. */
export const assignedPrivileges = {
  type: 'array',
  items: {
    type: 'string',
    enum: ['Login', 'ConfigureManager', 'ConfigureUsers', 'ConfigureComponents', 'ConfigureSelf'],
  },
  uniqueItems: true,
} as const satisfies ArraySchema;
