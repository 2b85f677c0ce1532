/**
 * `scripts/clients.sh`: the Redfish clients of Debian against an emulator that this starts, one line for each client and
 * operation. What an operation did is read back past the client. Ends with status 1 where one failed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../helpers/emulator.js';
import { createNamespace } from '../helpers/namespace.js';
import { run } from '../helpers/run.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';
import { waitFor } from '../helpers/wait.js';

const usage = `Usage: scripts/clients.sh [--client NAME]... [--verbose]

Runs Redfish clients of Debian against an emulator with machines in memory, in a network of its own that leads nowhere.
A client that is not installed is named with its package, and passed over.`;

const { values } = parseArgs({
  options: {
    client: { type: 'string', multiple: true },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const dir = await temporaryDirectory();
const images = join(dir, 'images');
await mkdir(images);
await writeFile(join(images, 'boot.iso'), Buffer.alloc(1 << 20, 'redfish'));
const image = `file://${join(images, 'boot.iso')}`;
const namespace = await createNamespace();
const emulator = await startEmulator({
  dir,
  httpsOnly: true,
  inNetwork: namespace.inNetwork,
  args: ['--driver', 'memory', '--power-delay', '0', '--restart-grace', '2s', '--image-dir', images],
});
const { port, user, password } = emulator;
const host = `127.0.0.1:${port}`;
const id = '10fcb067-2230-44db-b4d5-987298a23227';
const system = `/redfish/v1/Systems/${id}`;
const media = `${system}/VirtualMedia/Cd`;

const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/CA_BUNDLE$/.test(name))),
  HOME: dir,
  ANSIBLE_LOCAL_TEMP: join(dir, 'ansible'),
  ANSIBLE_NOCOLOR: '1',
};
const inside = async (argv: readonly string[]): Promise<string> => {
  const said = await run([...namespace.inNetwork, ...argv], { env: environment, timeout: 120_000 });
  if (values.verbose) console.log(said);
  return said;
};

const read = async (path: string): Promise<unknown> =>
  JSON.parse(await inside(['curl', '-sk', '-u', `${user}:${password}`, `https://${host}${path}`]));

/** The value at a path of keys, of a resource as it reads now. */
const valueAt = async (path: string, ...keys: readonly string[]): Promise<unknown> => {
  let value = await read(path);
  for (const key of keys) value = (value as Record<string, unknown>)[key];
  return value;
};

/** Waits until a resource reads like this; fails otherwise. */
const becomes = (wanted: unknown, path: string, ...keys: readonly string[]) =>
  waitFor(`${path} ${keys.join('.')} to be ${String(wanted)}`, async () => (await valueAt(path, ...keys)) === wanted, {
    limit: 10_000,
  });

const holds = (said: string, wanted: string): void => {
  if (!said.includes(wanted)) throw new Error(`it did not say ${wanted}: ${said.slice(0, 300)}`);
};

const hasAccount = async (name: string): Promise<void> => {
  const said = JSON.stringify(await read('/redfish/v1/AccountService/Accounts?$expand=.'));
  holds(said, `"UserName":"${name}"`);
};

type Operations = Readonly<Record<string, () => Promise<unknown>>>;
interface Client {
  /** The program that has to be there, and where it comes from. */
  readonly program: string;
  readonly debian: string;
  readonly operations: Operations;
}

const redfishtool = (...args: readonly string[]) =>
  inside(['redfishtool', '-r', host, '-S', 'Always', '-A', 'Basic', '-u', user, '-p', password, ...args]);

const sushy = (program: string) =>
  inside([
    '/usr/bin/python3',
    '-c',
    `
import sushy, urllib3
urllib3.disable_warnings()
root = sushy.Sushy('https://${host}/redfish/v1', verify=False,
                   auth=sushy.auth.SessionAuth('${user}', '${password}'))
system = root.get_system('${system}')
${program}
`,
  ]);

const sushycli = (command: string, ...args: readonly string[]) =>
  inside([
    ...['sushycli', ...command.split(' '), '--service-endpoint', `https://${host}/redfish/v1`],
    ...['--username', user, '--password', password, '--insecure', ...args],
  ]);

const fence = (action: string) =>
  inside([
    ...['fence_redfish', '--ip', '127.0.0.1', '--ipport', String(port), '--username', user, '--password', password],
    ...['--ssl-insecure', '--systems-uri', system, '--action', action],
  ]);

const ansible = (module: string, category: string, command: string, options: object = {}) =>
  inside([
    ...['ansible', 'localhost', '-c', 'local', '-m', `community.general.${module}`, '-a'],
    JSON.stringify({ category, command, baseuri: host, username: user, password, timeout: 30, ...options }),
  ]);

const ilorest = (...args: readonly string[]) => inside(['ilorest', '--nologo', ...args]);
const ilo = async (...args: readonly string[]) => {
  await ilorest('login', `https://${host}`, '-u', user, '-p', password);
  try {
    return await ilorest(...args);
  } finally {
    await ilorest('logout');
  }
};

const off = () => redfishtool('Systems', '-I', id, 'reset', 'ForceOff');
const eject = async () => {
  await redfishtool('raw', 'POST', `${media}/Actions/VirtualMedia.EjectMedia`, '-d', '{}');
  await becomes(false, media, 'Inserted');
};

const clients: Readonly<Record<string, Client>> = {
  redfishtool: {
    program: '/usr/bin/redfishtool',
    debian: 'redfishtool',
    operations: {
      list: async () => holds(await redfishtool('Systems', 'list'), id),
      power: async () => {
        await redfishtool('Systems', '-I', id, 'reset', 'On');
        await becomes('On', system, 'PowerState');
      },
      'boot device': async () => {
        await redfishtool('Systems', '-I', id, 'setBootOverride', 'Once', 'Pxe');
        await becomes('Pxe', system, 'Boot', 'BootSourceOverrideTarget');
      },
      media: async () => {
        const body = JSON.stringify({ Image: image });
        await redfishtool('raw', 'POST', `${media}/Actions/VirtualMedia.InsertMedia`, '-d', body);
        await becomes(true, media, 'Inserted');
        await eject();
      },
      session: async () => holds(await redfishtool('SessionService', 'login'), 'X-Auth-Token'),
      accounts: async () => {
        await redfishtool('AccountService', 'adduser', 'tool', 'Correct-horse-1', 'ReadOnly');
        await hasAccount('tool');
      },
      BIOS: async () => holds(await redfishtool('raw', 'GET', `${system}/Bios`), 'BootMode'),
    },
  },
  sushy: {
    program: '/usr/lib/python3/dist-packages/sushy/__init__.py',
    debian: 'python3-sushy',
    operations: {
      list: async () => holds(await sushy('print(root.get_system_collection().members_identities)'), id),
      power: async () => {
        await sushy('system.reset_system(sushy.RESET_FORCE_OFF)');
        await becomes('Off', system, 'PowerState');
      },
      'boot device': async () => {
        await sushy(
          `system.set_system_boot_options(sushy.BOOT_SOURCE_TARGET_CD, enabled=sushy.BOOT_SOURCE_ENABLED_ONCE)`,
        );
        await becomes('Cd', system, 'Boot', 'BootSourceOverrideTarget');
      },
      media: async () => {
        await sushy(`
drive = [one for one in system.managers[0].virtual_media.get_members() if one.identity == 'Cd'][0]
drive.insert_media('${image}')
`);
        await becomes(true, media, 'Inserted');
        await sushy(`
drive = [one for one in system.managers[0].virtual_media.get_members() if one.identity == 'Cd'][0]
drive.eject_media()
`);
        await becomes(false, media, 'Inserted');
      },
      session: async () =>
        holds(await sushy('print(root.get_session_service().sessions.members_identities)'), 'Sessions'),
      BIOS: async () => {
        await sushy("system.bios.set_attribute('QuietBoot', False)");
        await becomes(false, `${system}/Bios/Settings`, 'Attributes', 'QuietBoot');
      },
    },
  },
  sushycli: {
    program: '/usr/bin/sushycli',
    debian: 'python3-sushy-cli',
    operations: {
      list: async () => holds(await sushycli('system list'), id),
      inventory: async () => holds(await sushycli('system inventory show', '--system-id', system), id),
      power: async () => {
        await sushycli('system power', '--system-id', system, 'on');
        await becomes('On', system, 'PowerState');
        holds((await sushycli('system power show', '--system-id', system)).toLowerCase(), 'on');
      },
      // No boot device: python3-sushy-cli 0.4 does not go together with the values of python3-sushy 4.
      BIOS: async () => holds(await sushycli('system bios show', '--system-id', system), 'BootMode'),
    },
  },
  fence_redfish: {
    program: '/usr/sbin/fence_redfish',
    debian: 'fence-agents',
    operations: {
      list: async () => {
        // Its status of a machine that is off ends with an error, as a fence agent's should.
        await fence('on');
        holds(await fence('status'), 'ON');
      },
      power: async () => {
        await fence('on');
        await becomes('On', system, 'PowerState');
        await fence('reboot');
        await becomes('On', system, 'PowerState');
        await fence('off');
        await becomes('Off', system, 'PowerState');
      },
    },
  },
  ansible: {
    program: '/usr/bin/ansible',
    debian: 'ansible',
    operations: {
      list: async () => holds(await ansible('redfish_info', 'Systems', 'GetSystemInventory'), id),
      power: async () => {
        await ansible('redfish_command', 'Systems', 'PowerOn', { resource_id: id });
        await becomes('On', system, 'PowerState');
        await ansible('redfish_command', 'Systems', 'PowerForceOff', { resource_id: id });
        await becomes('Off', system, 'PowerState');
      },
      'boot device': async () => {
        await ansible('redfish_command', 'Systems', 'SetOneTimeBoot', { resource_id: id, bootdevice: 'Hdd' });
        await becomes('Hdd', system, 'Boot', 'BootSourceOverrideTarget');
      },
      media: async () => {
        const options = {
          resource_id: id,
          virtual_media: { image_url: image, media_types: ['CD', 'DVD'] },
        };
        await ansible('redfish_command', 'Manager', 'VirtualMediaInsert', options);
        await becomes(true, media, 'Inserted');
        await ansible('redfish_command', 'Manager', 'VirtualMediaEject', {
          resource_id: id,
          virtual_media: { image_url: image },
        });
        await becomes(false, media, 'Inserted');
      },
      session: async () => holds(await ansible('redfish_command', 'Sessions', 'CreateSession'), 'token'),
      accounts: async () => {
        const account = {
          account_username: 'ansible',
          account_password: 'Correct-horse-1',
          account_roleid: 'Operator',
        };
        await ansible('redfish_command', 'Accounts', 'AddUser', account);
        await hasAccount('ansible');
      },
      BIOS: async () => {
        await ansible('redfish_config', 'Systems', 'SetBiosAttributes', {
          resource_id: id,
          bios_attributes: { QuietBoot: true },
        });
        await becomes(true, `${system}/Bios/Settings`, 'Attributes', 'QuietBoot');
      },
    },
  },
  ilorest: {
    program: '/usr/bin/ilorest',
    debian: 'ilorest',
    operations: {
      session: async () => holds(await ilo('types'), 'ComputerSystem'),
      list: async () => holds(await ilo('rawget', '/redfish/v1/Systems'), id),
      BIOS: async () => holds(await ilo('rawget', `${system}/Bios`), 'BootMode'),
    },
  },
};

const failed: string[] = [];
try {
  await off();
  for (const [name, { program, debian, operations }] of Object.entries(clients)) {
    if (values.client !== undefined && !values.client.includes(name)) continue;
    if (
      !(await run(['test', '-e', program]).then(
        () => true,
        () => false,
      ))
    ) {
      console.log(`-       ${name}: not here (apt-get install ${debian})`);
      continue;
    }
    for (const [operation, work] of Object.entries(operations)) {
      const problem = await work().then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (problem !== undefined) failed.push(`${name}: ${operation}`);
      const reason = problem === undefined ? '' : `: ${problem.replaceAll(/\s+/g, ' ').slice(-400)}`;
      console.log(`${problem === undefined ? 'ok    ' : 'FAILED'}  ${name}: ${operation}${reason}`);
    }
  }
} finally {
  await emulator.stop();
  await namespace.stop();
  await remove(dir);
}
process.exit(failed.length > 0 ? 1 : 0);
