/** The state that no hypervisor has: what the rest of the service sees of `src/bmc`. */
import type { Events } from './events/types.js';
import type { Logs } from './logs/types.js';
import type { ManagerResets } from './manager-resets.js';
import type { Telemetry } from './telemetry/types.js';

/** `Privileges.PrivilegeType`, the standard ones. */
export const privileges = [
  'Login',
  'ConfigureManager',
  'ConfigureUsers',
  'ConfigureComponents',
  'ConfigureSelf',
  'NoAuth',
] as const;
export type Privilege = (typeof privileges)[number];

export interface Role {
  readonly id: string;
  readonly predefined: boolean;
  readonly privileges: readonly Privilege[];
}

export interface Account {
  readonly id: string;
  readonly userName: string;
  readonly roleId: string;
  readonly enabled: boolean;
  readonly locked: boolean;
  readonly passwordChangeRequired: boolean;
  /** Ids of the only systems that it may see and touch; absent means all. */
  readonly systems?: readonly string[];
  /** From a password file or the configuration, which only their owner changes. */
  readonly readOnly: boolean;
  readonly revision: string;
}

/** Who makes a request. */
export interface Principal {
  readonly account: Account;
  readonly privileges: ReadonlySet<Privilege>;
  readonly sessionId?: string;
}

export interface Session {
  readonly id: string;
  readonly userName: string;
  readonly accountId: string;
  readonly created: Date;
  readonly clientAddress?: string;
}

export type TaskState = 'New' | 'Pending' | 'Running' | 'Completed' | 'Exception' | 'Cancelled' | 'Cancelling';

/** A message of a Redfish registry, not yet worded. */
export interface TaskMessage {
  readonly key: string;
  readonly args: readonly string[];
}

/** What a request would have answered. */
export interface TaskResult {
  readonly status: number;
  readonly body?: unknown;
  /** `Retry-After` of a failure that may pass. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Task {
  readonly id: string;
  readonly name: string;
  readonly state: TaskState;
  readonly percent: number;
  readonly started: Date;
  readonly ended?: Date;
  /** The request behind it, without its secrets. */
  readonly target: string;
  /** The system that it is about, for accounts that see only some. */
  readonly systemId?: string;
  readonly messages: readonly TaskMessage[];
  /** For the task monitor. */
  readonly result?: TaskResult;
  readonly revision: string;
}

export interface NewAccount {
  readonly userName: string;
  readonly password: string;
  readonly roleId: string;
  readonly enabled?: boolean;
  readonly passwordChangeRequired?: boolean;
  readonly systems?: readonly string[];
}

/** Absent means unchanged; `systems: null` ends the limit to some systems. */
export interface AccountChange extends Partial<Omit<NewAccount, 'systems'>> {
  readonly systems?: readonly string[] | null;
  /** Ends a lock. */
  readonly locked?: false;
}

/** `AccountService.HTTPBasicAuth`; unadvertised: taken, and not asked for. */
export const basicAuthStates = ['Enabled', 'Unadvertised', 'Disabled'] as const;

/** What holds for all accounts. */
export interface AccountPolicy {
  /** Whether a request may carry user name and password instead of a session's token. */
  readonly basicAuth: (typeof basicAuthStates)[number];
  /** Characters. */
  readonly minPasswordLength: number;
  readonly maxPasswordLength: number;
  /** Failed logins in a row that lock an account; 0 never does. */
  readonly lockoutThreshold: number;
  /** Seconds that a lock lasts, and after which failed logins are forgotten. */
  readonly lockoutDuration: number;
}

/** Why a login was refused is for the log; a client learns 401 and no more. `busy`: too many logins wait for a hash. */
export type Login =
  | { readonly principal: Principal }
  | { readonly refused: 'credentials' | 'disabled' | 'locked' | 'busy' };

export interface Accounts {
  list(): readonly Account[];
  get(id: string): Account | undefined;
  /** Costs a password hash only the first time for the same credentials; the cache is keyed, bounded and dropped on any change. */
  login(userName: string, password: string): Promise<Login>;
  /** Throws `BmcError`. */
  create(account: NewAccount): Promise<Account>;
  update(id: string, change: AccountChange): Promise<Account>;
  remove(id: string): Promise<void>;
  /** The predefined ones first. */
  readonly roles: readonly Role[];
  /** Throws `BmcError`: `exists`, `invalid`. */
  createRole(id: string, privileges: readonly Privilege[]): Promise<Role>;
  /** Holds at once for whoever has the role. Throws `BmcError` `read-only` for a predefined one. */
  updateRole(id: string, privileges: readonly Privilege[]): Promise<void>;
  /** Throws `BmcError` `in-use` while an account has it. */
  removeRole(id: string): Promise<void>;
  readonly policy: AccountPolicy;
  /** Holds for passwords that are set, and logins that fail, from now on. Throws `BmcError` `invalid`. */
  setPolicy(change: Partial<AccountPolicy>): Promise<void>;
  /**
   * The principal of a request where no credentials are asked for: an administrator where authentication is switched
   * off, otherwise somebody who has `NoAuth` alone.
   */
  readonly anonymous: Principal;
}

export interface Sessions {
  /** Seconds without a request after which a session ends. */
  timeout: number;
  list(): readonly Session[];
  get(id: string): Session | undefined;
  create(principal: Principal, clientAddress?: string): { readonly session: Session; readonly token: string };
  /** Undefined: no such token, or ended. Counts as a use. */
  find(token: string): Principal | undefined;
  remove(id: string): boolean;
}

export interface TaskControl {
  readonly signal: AbortSignal;
  progress(percent: number, message?: TaskMessage): void;
}

export interface Tasks {
  /** Seconds that a finished task is kept. A setter stores it, and throws `BmcError` `invalid` for what makes no sense. */
  retention: number;
  list(): readonly Task[];
  get(id: string): Task | undefined;
  /**
   * Starts `work` at once; `pending` says that it waits for something, until its first progress. What it resolves to becomes `result`; an error that it throws is turned into one by
   * `describe`. A finished task stays for a bounded time and number.
   */
  start(
    about: Pick<Task, 'name' | 'target' | 'systemId'> & { readonly pending?: true },
    work: (control: TaskControl) => Promise<TaskResult>,
    describe: (error: unknown) => TaskResult & { readonly message: TaskMessage },
  ): { readonly task: Task; readonly done: Promise<Task> };
  /** False: no such task, or already over. */
  cancel(id: string): boolean;
  remove(id: string): boolean;
  /** Calls `listener` with each new snapshot of any task. Returns the function that ends it. */
  subscribe(listener: (task: Task) => void): () => void;
}

/** How far an announcement goes over IPv6: `ManagerNetworkProtocol.NotifyIPv6Scope`. */
export const discoveryScopes = ['Link', 'Site', 'Organization'] as const;

/** How the service makes itself found: `ManagerNetworkProtocol.SSDP`. */
export interface DiscoverySettings {
  readonly enabled: boolean;
  /** Seconds between two announcements; 0: none. */
  readonly interval: number;
  /** Hops. */
  readonly ttl: number;
  readonly scope: (typeof discoveryScopes)[number];
}

export interface Bmc {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tasks: Tasks;
  readonly events: Events;
  readonly logs: Logs;
  readonly telemetry: Telemetry;
  readonly managerResets: ManagerResets;
  /** `ServiceRoot.UUID`: made at the first start, and kept. */
  readonly uuid: string;
  /** As a client has left it; undefined where none has touched it. */
  discovery(): DiscoverySettings | undefined;
  /** Keeps it; somebody else acts upon it. Throws `BmcError` `store`. */
  setDiscovery(settings: DiscoverySettings): Promise<void>;
  /** Reads the password file again. Throws `BmcError` and keeps the accounts as they were if it cannot be used. */
  reload(): Promise<void>;
  /** Cancels what runs, waits for it, and lets go of the state directory. */
  close(): Promise<void>;
}

export const bmcErrorCodes = {
  exists: 'an account of that name is there already',
  'not-found': 'no such account or role',
  'read-only': 'an account of a password file or the configuration, or a predefined role',
  'in-use': 'the role of an account',
  'password-length': 'the password is too short or too long',
  'last-administrator': 'the only enabled administrator would be gone',
  invalid: 'a value that cannot be stored',
  limit: 'there are as many as there may be',
  'host-not-allowed': 'the operator does not let us connect there',
  store: 'the state directory cannot be used',
} as const;
export type BmcErrorCode = keyof typeof bmcErrorCodes;

export class BmcError extends Error {
  override readonly name = 'BmcError';
  readonly code: BmcErrorCode;
  constructor(code: BmcErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
