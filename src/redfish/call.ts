import type { Principal, Privilege, Task } from '../bmc/types.js';
import type { Machine } from '../hypervisor/port.js';
import type { Context } from './context.js';
import type { Message } from './messages.js';

/** What a handler gets besides its subject: the service, who asks, and the resource's own URI. */
export interface Call {
  readonly context: Context;
  readonly principal: Principal;
  readonly uri: string;
  readonly clientAddress: string | undefined;
  /** The machines that the principal may see, by name. */
  machines(): Promise<readonly Machine[]>;
}

/** An answer that is neither a representation nor empty. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A task that an operation started: its result is the answer, or a task monitor where that takes too long. */
export interface Started {
  readonly task: Task;
  /** Absent: nobody waits for it here. */
  readonly done?: Promise<Task>;
}

/** What a write or an action comes to; nothing: it is done, and there is no more to say. */
export type Outcome = Answer | Started | undefined;

/** A new resource; the answer holds its representation. */
export interface Created {
  readonly uri: string;
  /** Whose eyes it is shown to; absent: those of who asked. */
  readonly principal?: Principal;
  readonly headers?: Readonly<Record<string, string>>;
  /** What there is to say besides: `@Message.ExtendedInfo`. */
  readonly messages?: readonly Message[];
}

/** One of the sets is needed (DSP0266, "Privilege model"). */
export type Needs = readonly (readonly Privilege[])[];
export interface Privileges {
  /** Properties whose PATCH needs something else than `write` (`PropertyOverrides` of the privilege registry). */
  readonly properties?: Readonly<Record<string, Needs>>;
  readonly read: Needs;
  readonly write: Needs;
  /** POST to the collection itself. */
  readonly create: Needs;
}

/** Open to who gives no credentials. */
export const anybody: Needs = [['NoAuth'], ['Login']];
export const anyUser: Needs = [['Login']];
export const components: Needs = [['ConfigureComponents']];
export const manager: Needs = [['ConfigureManager']];
export const users: Needs = [['ConfigureUsers']];
