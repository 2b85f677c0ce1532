import type { BootChange, Machine } from '../../hypervisor/port.js';
import type { ScalarSchema } from '../schema.js';

export type Value = string | number | boolean;

/** `AttributeRegistry.AttributeType`, with what belongs to it. */
export type Kind =
  | { readonly type: 'Enumeration'; readonly values: Readonly<Record<string, string>> }
  | { readonly type: 'String'; readonly maxLength: number }
  | { readonly type: 'Integer' }
  | { readonly type: 'Boolean' }
  | { readonly type: 'Password' };

interface Common {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly kind: Kind;
}

/** Says what the machine is, and cannot be set. Null: never shown. */
export interface Fact extends Common {
  readonly from: 'fact';
  readonly read: (machine: Machine) => Value | null;
}

/** Sets up the machine itself. */
export interface Real extends Common {
  readonly from: 'machine';
  /** In force now. */
  readonly read: (machine: Machine) => string;
  /** In force after the next reset. */
  readonly next: (machine: Machine) => string;
  /** Values that this machine can have. */
  readonly choices: (machine: Machine) => readonly string[];
  readonly change: (machine: Machine, value: string) => BootChange;
}

/** Is kept with the machine, and means nothing to it: there for clients that expect it. */
export interface Kept extends Common {
  readonly from: 'state';
  readonly initial: Value;
}

export type Attribute = Fact | Real | Kept;

/** What a body may hold for it. */
export const schemaOf = (kind: Kind): ScalarSchema => {
  switch (kind.type) {
    case 'Enumeration':
      return { type: 'string', enum: Object.keys(kind.values) };
    case 'String':
      return { type: 'string', maxLength: kind.maxLength };
    case 'Integer':
      return { type: 'integer' };
    case 'Boolean':
      return { type: 'boolean' };
    case 'Password':
      return { type: 'string' };
  }
};

/** A kept value as one of its kind, also from the text that sushy-emulator keeps; undefined where it is none. */
export const keptValue = (kind: Kind, kept: Value | undefined): Value | undefined => {
  switch (kind.type) {
    case 'Enumeration':
      return typeof kept === 'string' && Object.hasOwn(kind.values, kept) ? kept : undefined;
    case 'String':
      return typeof kept === 'string' && kept !== '' && kept.length <= kind.maxLength ? kept : undefined;
    case 'Integer':
      return /^-?\d+$/.test(String(kept)) ? Number(kept) : undefined;
    case 'Boolean':
      return /^(true|false)$/i.test(String(kept)) ? String(kept).toLowerCase() === 'true' : undefined;
    case 'Password':
      return undefined;
  }
};
