import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readIfThere, writeWhole } from './files.js';
import { run } from './run.js';
import type { Service, ServiceManager } from './service.js';

/** systemd.syntax(7), systemd.service(5): words in double quotes, `%` and `$` doubled. */
const quoted = (word: string): string =>
  `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

/** The first line of a unit. Names alone would not tell: `lab-a-b-dns` could be of the lab `a`, or of `a-b`. */
const markOf = (lab: string): string => `# Made by lab create for the lab ${lab}: lab destroy removes it.`;

/** systemd.device(5) and systemd-escape(1): a unit of each network device. */
const deviceUnit = (device: string): string =>
  `sys-subsystem-net-devices-${device.replaceAll(/[^A-Za-z0-9:_.]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}.device`;

/** Where udev runs. In a container that may not write to `/sys` it does not (systemd-udevd.service(8)). */
const hasDeviceUnits = (): boolean => existsSync('/run/udev/control');

/** In the journal. */
const identifier = (lab: string, name: string): string => `lab-${lab}-${name}`;

const line = (argv: readonly string[]): string => argv.map(quoted).join(' ');

/** Keeps a program running, or does once what there is to do when a device comes. */
const work = ({ command, reload, stale = [], once }: Service): readonly string[] => [
  ...stale.map((path) => `ExecStartPre=-${line(['rm', '-f', path])}`),
  `ExecStart=${line(command)}`,
  ...(reload === undefined ? [] : [`ExecReload=/bin/kill -${reload.slice(3)} $MAINPID`]),
  ...(once === undefined
    ? ['Restart=always']
    : [
        'Type=oneshot',
        'RemainAfterExit=yes',
        `ExecStart=${line(once.after)}`,
        `ExecStop=-${line(once.undo)}`,
        'Restart=on-failure',
      ]),
];

export const unitText = (lab: string, service: Service, deviceUnits = hasDeviceUnits()): string => {
  const { name, description, once } = service;
  // Without units of devices it is tried until the device is there.
  const unit = once === undefined || !deviceUnits ? [] : [deviceUnit(once.device)];
  return `${[
    markOf(lab),
    '[Unit]',
    `Description=${description} of the lab ${lab}`,
    ['After=network-online.target libvirtd.service virtnetworkd.service', ...unit].join(' '),
    ...unit.map((one) => `BindsTo=${one}`),
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    ...work(service),
    'RestartSec=2',
    `SyslogIdentifier=${identifier(lab, name)}`,
    '',
    '[Install]',
    `WantedBy=${unit[0] ?? 'multi-user.target'}`,
  ].join('\n')}\n`;
};

/** Units of systemd: enabled, so that the lab is there again after the host has started anew. */
export const createSystemd = (
  lab: string,
  units = '/etc/systemd/system',
  systemctl = (...args: readonly string[]): Promise<string> => run(['systemctl', ...args]),
): ServiceManager => {
  const unit = (name: string): string => `lab-${lab}-${name}.service`;
  const path = (name: string): string => join(units, unit(name));
  const pattern = new RegExp(`^lab-${lab}-([a-z0-9-]+)\\.service$`);
  /** What a run that was killed may leave. Hidden, and its name alone tells whose it is: names of labs have no dot. */
  const part = (name: string): string => join(units, `.lab-${lab}.${name}.new`);
  const partPattern = new RegExp(`^\\.lab-${lab}\\.([a-z0-9-]+)\\.new$`);
  /** Killed before systemd had read it, or was told to start it with the host. */
  const isKnown = async (name: string): Promise<boolean> => {
    const said = await systemctl('show', '--property=UnitFileState', '--property=NeedDaemonReload', unit(name));
    return /^UnitFileState=enabled$/m.test(said) && /^NeedDaemonReload=no$/m.test(said);
  };
  /** Another with each start, by whomever. Undefined: it does not run. */
  const lifeOf = async (name: string): Promise<string | undefined> => {
    const said = await systemctl('show', '--property=ActiveState', '--property=InvocationID', unit(name));
    return /^ActiveState=active$/m.test(said) ? said : undefined;
  };
  /** A program runs for systemd as soon as it was started. With a wrong option it ends at once, again and again. */
  const staysUp = async (name: string): Promise<void> => {
    await wait(1500);
    const first = await lifeOf(name);
    await wait(500);
    if (first !== undefined && first === (await lifeOf(name))) return;
    const log = await run(['journalctl', '--lines=3', '--output=cat', '--identifier', identifier(lab, name)]).catch(
      (error: Error) => error.message,
    );
    throw new Error(`${name} does not stay up: ${log.trim().split('\n').join('; ')}`);
  };
  const start = async (name: string): Promise<void> => {
    await systemctl('restart', unit(name));
    await staysUp(name);
  };
  return {
    name: 'systemd',
    isInstalled: async (service) =>
      (await readIfThere(path(service.name))) === unitText(lab, service) && (await isKnown(service.name)),
    install: async (service) => {
      // Links are made anew: another text may name another target, and whoever is killed here finds the unit disabled.
      if ((await readIfThere(path(service.name))) !== undefined) await systemctl('disable', unit(service.name));
      await writeWhole(path(service.name), unitText(lab, service), 0o644, part(service.name));
      await systemctl('daemon-reload');
      await systemctl('enable', unit(service.name));
    },
    isRunning: async (name) =>
      systemctl('is-active', '--quiet', unit(name)).then(
        () => true,
        () => false,
      ),
    start,
    reload: async ({ name, reload }) =>
      reload === undefined ? start(name) : void (await systemctl('reload', unit(name))),
    remove: async (name) => {
      await rm(part(name), { force: true });
      if ((await readIfThere(path(name))) === undefined) return;
      await systemctl('disable', '--now', unit(name));
      await rm(path(name), { force: true });
      await systemctl('daemon-reload');
    },
    installed: async () => {
      const files = await readdir(units).catch(() => []);
      const names = files.flatMap((name) => pattern.exec(name)?.[1] ?? []);
      const texts = await Promise.all(names.map((name) => readIfThere(path(name))));
      const own = names.filter((_, index) => texts[index]?.startsWith(markOf(lab)));
      return [...new Set([...own, ...files.flatMap((name) => partPattern.exec(name)?.[1] ?? [])])];
    },
  };
};
