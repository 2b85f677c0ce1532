import type { BootChange, Machine, SetupValues } from '../../hypervisor/port.js';
import type { ScalarSchema } from '../schema.js';

export type Value = string | number | boolean;

/** `AttributeRegistry.AttributeType`, with what belongs to it. */
export type Kind =
  | { readonly type: 'Enumeration'; readonly values: Readonly<Record<string, string>> }
  | { readonly type: 'String'; readonly maxLength: number; readonly pattern?: string }
  | { readonly type: 'Integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: 'Boolean' }
  | { readonly type: 'Password' };

interface Common {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly menu: keyof typeof menus;
  readonly kind: Kind;
}

/** `MenuPath`, and what is shown of it. */
export const menus = {
  System: 'System',
  Boot: 'Boot',
  Security: 'Security',
  Processor: 'Processor',
  Console: 'Console',
  Compatibility: 'Kept for compatibility',
} as const;

/** Says what the machine is, and cannot be set. Null: never shown, or not there. */
export interface Fact extends Common {
  readonly from: 'fact';
  readonly read: (machine: Machine) => Value | null;
}

/** What attributes do to the machine itself. */
export interface MachineChange {
  readonly boot?: BootChange;
  readonly secureBoot?: boolean;
  readonly setup?: SetupValues;
}

/** Sets up the machine itself. */
export interface Real extends Common {
  readonly from: 'machine';
  /** In force now. Undefined: this machine cannot have it. */
  readonly read: (machine: Machine) => Value | undefined;
  /** In force after the next reset. */
  readonly next: (machine: Machine) => Value | undefined;
  /** Values that this machine can have, where those are fewer than the kind's. */
  readonly choices?: (machine: Machine) => readonly string[];
  /** The highest number that this machine can have. */
  readonly limit?: (machine: Machine) => number;
  readonly change: (machine: Machine, value: Value) => MachineChange;
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
      return { type: 'string', maxLength: kind.maxLength, ...(kind.pattern && { pattern: kind.pattern }) };
    case 'Integer':
      return {
        type: 'integer',
        ...(kind.minimum !== undefined && { minimum: kind.minimum }),
        ...(kind.maximum !== undefined && { maximum: kind.maximum }),
      };
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
