/** A program that belongs to a lab and runs as long as the lab is there. */
export interface Service {
  /** `dns`. */
  readonly name: string;
  readonly description: string;
  readonly command: readonly string[];
  /** What it reads, by path. A change of any of them is a change of the service. */
  readonly files: Readonly<Record<string, string>>;
  /** Run against the new files before they replace the old ones: `%s` stands for the directory that they are in. */
  readonly check?: (path: (file: string) => string) => readonly string[];
  /** What makes it read its files again without an interruption; without, it is restarted. */
  readonly reload?: NodeJS.Signals;
  /** Where TCP connects once it serves: it has started when somebody answers there. */
  readonly answersAt?: { readonly address: string; readonly port: number };
  /** Files of one that was killed which would keep it from starting: taken away before each start. */
  readonly stale?: readonly string[];
  /** Not a program that runs: `command` and what is `after` it are done whenever the network device comes. systemd alone can do that. */
  readonly once?: { readonly device: string; readonly after: readonly string[]; readonly undo: readonly string[] };
  /** What it needs to start with is made here, where it is not there yet. */
  readonly prepare?: () => Promise<void>;
}

/** Who keeps services running: systemd, or a process of our own for each where there is none. */
export interface ServiceManager {
  readonly name: 'systemd' | 'processes';
  /** What is kept of it is as `install` would leave it. */
  isInstalled(service: Service): Promise<boolean>;
  /** It stays running, also after the host starts anew where the manager can see to that. */
  install(service: Service): Promise<void>;
  isRunning(name: string): Promise<boolean>;
  start(name: string): Promise<void>;
  reload(service: Service): Promise<void>;
  /** Stopped, and no longer known. Those that are not there are fine. */
  remove(name: string): Promise<void>;
  /** Names of the lab's services that are known to it. */
  installed(): Promise<readonly string[]>;
}
