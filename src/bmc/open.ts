import { randomBytes } from 'node:crypto';
import { createPolicy } from '../outbound/policy.js';
import { systemResolve } from '../outbound/resolve.js';
import { createAccounts, shownAccount } from './accounts/accounts.js';
import { createBook } from './accounts/book.js';
import { storedEntry } from './accounts/entry.js';
import { configuredEntries, passwordFileEntries } from './accounts/external.js';
import { ensureAdministrator } from './accounts/first.js';
import { createLoginDesk } from './accounts/login.js';
import { anonymousPrincipal, createRoleBook } from './accounts/roles.js';
import { accountsKind } from './accounts/stored.js';
import { createGate } from './credentials/gate.js';
import { createLockout } from './credentials/lockout.js';
import { openSchemes, type Schemes } from './credentials/schemes.js';
import { hashScrypt } from './credentials/scrypt.js';
import { createDeliver } from './events/deliver.js';
import { openEvents } from './events/events.js';
import { openLogs } from './logs/logs.js';
import { createManagerResets } from './manager-resets.js';
import { type BmcOptions, type Settings, settingsOf } from './options.js';
import { createSessions } from './sessions/sessions.js';
import { type Directory, memoryDirectory, openDirectory } from './store/directory.js';
import { load, save } from './store/document.js';
import { serviceKeeper } from './store/service.js';
import { createTasks } from './tasks/tasks.js';
import { openTelemetry } from './telemetry/telemetry.js';
import type { Bmc } from './types.js';

export type { Log } from './log.js';
export type { BmcOptions, ConfiguredAccount } from './options.js';

/** At once: Node's pool has four threads, and files want some too. Waiting: some seconds' worth. */
const hashing = { concurrency: 2, queue: 32 };

const policyOf = ({ minPasswordLength, maxPasswordLength, lockoutThreshold, lockoutDuration }: Settings) => ({
  basicAuth: 'Enabled' as const,
  minPasswordLength,
  maxPasswordLength,
  lockoutThreshold,
  lockoutDuration,
});

const openAccounts = async (settings: Settings, directory: Directory, schemes: Schemes) => {
  const { log, noAuth, passwordCost, now, htpasswd } = settings;
  const secret = randomBytes(32);
  const roles = createRoleBook();
  const context = { schemes, secret, log, roles };
  const kind = accountsKind(schemes);
  const fileEntries = async (before: Parameters<typeof passwordFileEntries>[2]) =>
    htpasswd === undefined ? [] : passwordFileEntries(htpasswd, context, before);

  const file = await fileEntries(() => undefined);
  const kept = (await load(directory, kind, log)) ?? { nextId: 1, accounts: [] };
  roles.replace(kept.roles ?? []);
  const configured = await configuredEntries(settings.accounts, passwordCost, context);
  const store = (accounts: typeof kept): Promise<void> => save(directory, kind, accounts);
  const stored = noAuth ? kept : await ensureAdministrator(kept, { file, configured }, { settings, schemes, store });

  const book = createBook({ file, configured, stored: stored.accounts.map((one) => storedEntry(one, schemes)) }, log);
  const lockout = createLockout({
    policy: () => accounts.policy,
    now,
    known: (userName) => book.byName(userName) !== undefined,
  });
  const desk = createLoginDesk({
    book,
    lockout,
    gate: createGate(hashing.concurrency, hashing.queue),
    secret,
    decoy: async (password) => (await hashScrypt(password, passwordCost)) === '',
    principal: (entry) => ({
      account: shownAccount(entry, lockout),
      privileges: roles.privilegesOf(entry.account.roleId),
    }),
    log,
  });
  const accounts = createAccounts({
    book,
    roles,
    lockout,
    desk,
    anonymous: anonymousPrincipal(noAuth),
    schemes,
    policy: policyOf(settings),
    passwordCost,
    noAuth,
    stored,
    save: store,
  });
  const reload = async (): Promise<void> => {
    const entries = await fileEntries((id) => book.get(id));
    desk.forget();
    book.replace({ file: entries });
  };
  return { accounts, reload };
};

const assemble = async (settings: Settings, directory: Directory, schemes: Schemes): Promise<Bmc> => {
  const { log, now } = settings;
  const service = await serviceKeeper(directory, log, settings.uuid);
  const { accounts, reload } = await openAccounts(settings, directory, schemes);
  const sessions = createSessions({
    timeout: service.state().sessionTimeout ?? settings.sessionTimeout,
    onTimeout: service.setSessionTimeout,
    now,
    holder: accounts.holder,
  });
  const { taskRetention = settings.taskRetention.seconds } = service.state();
  const tasks = createTasks({
    retention: { ...settings.taskRetention, seconds: taskRetention },
    onRetention: service.setTaskRetention,
    now,
    log,
  });
  const policy = createPolicy(settings.outbound.allow, settings.outbound.exposed);
  const events = await openEvents({
    directory,
    policy,
    deliver: createDeliver(policy, systemResolve),
    systemsOf: (accountId) => accounts.get(accountId),
    log,
  });
  const logs = await openLogs(directory, log);
  const telemetry = await openTelemetry(directory, log);
  return {
    accounts,
    sessions,
    tasks,
    events,
    logs,
    telemetry,
    managerResets: createManagerResets(),
    uuid: service.state().uuid,
    discovery: () => service.state().discovery,
    setDiscovery: service.setDiscovery,
    reload,
    close: async () => {
      await tasks.close();
      await events.close();
      await logs.close();
      await telemetry.close();
      await service.close();
      await schemes.close();
      await directory.close();
    },
  };
};

/**
 * Opens the service's own state: accounts, sessions, tasks. Without any account configured or stored it makes an
 * administrator and hands the password to `onFirstPassword`. Throws `BmcError`, and has then let go of everything.
 */
export const openBmc = async (options: BmcOptions): Promise<Bmc> => {
  const settings = settingsOf(options);
  const directory = settings.stateDir === undefined ? memoryDirectory() : await openDirectory(settings.stateDir);
  const schemes = openSchemes();
  try {
    return await assemble(settings, directory, schemes);
  } catch (error) {
    await schemes.close();
    await directory.close();
    throw error;
  }
};
