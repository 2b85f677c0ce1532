/** What a lab says to HAProxy, and what HAProxy does then. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haproxyCheck, haproxyConf, type Lab, loadLab, presets, presetText } from '../../../lab/index.js';
import { run } from '../../helpers/run.js';
import { remove, temporaryDirectory } from '../../helpers/temporary.js';
import { waitFor } from '../../helpers/wait.js';
import { type Balancer, type Rig, startRig } from './haproxy-rig.js';
import { splitHello } from './hello.js';

const labOf = (text: string): Lab => loadLab(text, 'lab.yaml').lab;
const preset = presetText('hub-and-two-spokes');
const domain = 'qe.lab.redhat.com';
const [hub, etl4, etl6] = [`ocp3m0w-ic4s20.${domain}`, `etl4.${domain}`, `etl6.${domain}`];
const edge = labOf(`${presetText('edge-sites')}loadBalancer: { address: "fd00:153::1" }\n`);
/** With one spoke more. */
const wider = preset.replace(
  'loadBalancer:',
  [
    '  etl7:',
    '    install: acm',
    '    apiVips: [.153]',
    '    ingressVips: [.154]',
    '    nodes: [{ role: master, count: 3, flavor: master, address: .150 }]',
    'loadBalancer:',
  ].join('\n'),
);

let rig: Rig;
let balancer: Balancer;

beforeAll(async () => {
  rig = await startRig(
    [
      { name: 'hub', api: '192.168.135.10', apps: '192.168.135.11' },
      { name: 'etl4', api: '192.168.135.163', apps: '192.168.135.164' },
      { name: 'etl6', api: '192.168.135.173', apps: '192.168.135.174' },
      { name: 'etl7', api: '192.168.135.153', apps: '192.168.135.154' },
      { name: 'site-3', api: 'fd00:153::20', apps: 'fd00:153::20' },
    ],
    ['10.8.3.197', 'fd00:153::1'],
  );
  balancer = await rig.start(labOf(preset));
});
afterAll(() => rig?.stop());

const fetch = (url: string, ...curl: readonly string[]) => rig.fetch(url, balancer, ...curl);
const state = (backend: string, wanted: string, of = balancer) =>
  waitFor(`${backend} to be ${wanted}`, async () => (await of.states()).get(backend) === wanted);

describe('a configuration', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await temporaryDirectory();
  });
  afterAll(() => remove(dir));

  it.each(Object.keys(presets) as (keyof typeof presets)[])('of %s is accepted', async (name) => {
    const text = presetText(name);
    const lab = labOf(text.includes('\nloadBalancer:') ? text : `${text}loadBalancer: { address: 192.0.2.1 }\n`);
    const file = join(dir, name);
    const conf = haproxyConf(lab, {
      statsSocket: join(dir, 'a "strange" #1'),
      pidFile: join(dir, 'pid'),
      user: 'root',
    });
    await writeFile(file, conf ?? '');
    // -dW: warnings count, too.
    expect(await run([...haproxyCheck(file), '-dW'])).toContain('is valid');
    await writeFile(file, `${conf}  no-such-word\n`);
    await expect(run(haproxyCheck(file))).rejects.toThrow('no-such-word');
  });
});

describe('each name leads to its cluster, and TLS is left alone', () => {
  it.each([
    [`https://api.${hub}:6443/`, `api hub api.${hub}`],
    [`https://api.${etl4}:6443/`, `api etl4 api.${etl4}`],
    [`https://api.${etl6}:6443/`, `api etl6 api.${etl6}`],
    [`https://console.apps.${hub}/`, `apps hub console.apps.${hub}`],
    [`https://a.b.apps.${etl4}/`, `apps etl4 a.b.apps.${etl4}`],
    [`https://oauth.apps.${etl6}/`, `apps etl6 oauth.apps.${etl6}`],
    [`http://console.apps.${hub}/`, 'http hub -'],
    [`http://x.apps.${etl4}:80/`, 'http etl4 -'],
    [`http://X.Apps.${etl6.toUpperCase()}/`, 'http etl6 -'],
    // Clients that come by address send no name.
    ['https://10.8.3.197:6443/', 'api hub -'],
  ])('%s', async (url, answer) => {
    expect(await fetch(url)).toBe(answer);
  });

  it('in whatever pieces the hello comes, and whatever its case', async () => {
    expect(await splitHello(rig.namespace, `api.${etl4}`, 'packets')).toBe('answered');
    expect(await splitHello(rig.namespace, `API.${etl4.toUpperCase()}`, 'packets')).toBe('answered');
  });
});

describe('other names are refused', () => {
  it.each([
    'https://unknown.example:6443/',
    `https://api.${etl4}.evil:6443/`,
    `https://evil-api.${etl4}:6443/`,
    `https://api-int.${etl4}:6443/`,
    `https://console.apps.${etl4}:6443/`,
    `https://evil-apps.${etl4}/`,
    `https://apps.${etl4}/`,
    `https://x.apps.${etl4}.evil/`,
    `https://api.${etl4}/`,
    'https://10.8.3.197/',
    `http://api.${etl4}:6443/`,
    // What is not served at all: secrets for new nodes, and other addresses of the host.
    `https://api-int.${etl4}:22623/`,
  ])('%s', async (url) => {
    expect(await fetch(url)).toBeUndefined();
  });

  it.each([`evil-apps.${etl4}`, `apps.${etl4}`, `x.apps.${etl4}.evil`, '10.8.3.197'])('http://%s/', async (host) => {
    expect(await fetch(`http://${host}/`, '--write-out', ' %{http_code}')).toMatch(/ 421$/);
  });

  it('on addresses that are not the load balancer’s', async () => {
    const elsewhere = { ...balancer, address: '127.0.0.1' };
    expect(await rig.fetch(`https://api.${etl4}:6443/`, elsewhere)).toBeUndefined();
  });

  it('where the name is hidden between TLS records: it is no client without a name', async () => {
    for (const name of ['unknown.example', `api.${etl4}`])
      expect(await splitHello(rig.namespace, name, 'records')).toBe('closed');
  });

  it('and the log tells which', async () => {
    const log = await balancer.log();
    expect(log).toMatch(/ api -> nobody\/<NOSRV> name=unknown\.example /);
    expect(log).toMatch(/ apps -> apps-etl4\/front-0 name=a\.b\.apps\.etl4\.qe\.lab\.redhat\.com /);
  });
});

describe('a cluster that is not ready', () => {
  it('is left alone until it is, and what is open stays open', async () => {
    const tunnel = await rig.tunnel(`api.${etl4}`, balancer);
    await rig.standIns.ready('etl4', 'api', false);
    await state('api-etl4', 'DOWN');
    expect(await fetch(`https://api.${etl4}:6443/`)).toBeUndefined();
    expect(await fetch(`https://x.apps.${etl4}/`)).toContain('apps etl4');
    expect(await fetch(`https://api.${etl6}:6443/`)).toContain('api etl6');
    await tunnel.echo('still here');
    await tunnel.close();
    await rig.standIns.ready('etl4', 'api', true);
    await state('api-etl4', 'UP');
    expect(await fetch(`https://api.${etl4}:6443/`)).toContain('api etl4');
  });

  it('says so of its router on one port, and that counts for both', async () => {
    await rig.standIns.ready('etl6', 'apps', false);
    await state('apps-etl6', 'DOWN');
    expect(await fetch(`https://x.apps.${etl6}/`)).toBeUndefined();
    expect(await fetch(`http://x.apps.${etl6}/`, '--write-out', '%{http_code}')).toMatch(/503$/);
    expect(await fetch(`https://api.${etl6}:6443/`)).toContain('api etl6');
    await rig.standIns.ready('etl6', 'apps', true);
    await state('apps-etl6', 'UP');
    expect(await fetch(`https://x.apps.${etl6}/`)).toContain('apps etl6');
    expect(await fetch(`http://x.apps.${etl6}/`)).toBe('http etl6 -');
  });
});

describe('a spoke that is added', () => {
  const conf = (text: string): string =>
    haproxyConf(labOf(text), { statsSocket: balancer.file('stats'), pidFile: balancer.file('pid') }) ?? '';
  const api7 = 'https://api.etl7.qe.lab.redhat.com:6443/';

  it('interrupts nobody: connections last, and new ones are taken throughout', async () => {
    const tunnels = [await rig.tunnel(`api.${etl4}`, balancer), await rig.tunnel(`api.${hub}`, balancer)];
    expect(await fetch(api7)).toBeUndefined();
    let over = false;
    const ask = async (): Promise<void> => {
      for (let asked = 0; !over || asked < 10; asked += 1)
        expect(await fetch(`https://api.${etl6}:6443/`)).toContain('api etl6');
    };
    const reload = async (): Promise<void> => {
      for (const [round, text] of [wider, preset, wider].entries()) {
        await balancer.reload(conf(text));
        await waitFor(
          'the file to be in force',
          async () => (await balancer.states()).has('api-etl7') === (text === wider),
        );
        for (const tunnel of tunnels) await tunnel.echo(`after reload ${round}`);
      }
    };
    await Promise.all([ask(), reload().finally(() => (over = true))]);
    expect(await fetch(api7)).toContain('api etl7');
    for (const tunnel of tunnels) await tunnel.close();
  });

  it('by a file that is wrong changes nothing', async () => {
    const tunnel = await rig.tunnel(`api.${etl4}`, balancer);
    await balancer.reload('no-such-word\n');
    await waitFor('HAProxy to say so', async () => (await balancer.log()).includes('no-such-word'));
    await tunnel.echo('as before');
    expect(await fetch(api7)).toContain('api etl7');
    await balancer.reload(conf(preset));
    await waitFor('the next file to be in force', async () => !(await balancer.states()).has('api-etl7'));
    await tunnel.echo('and still');
    await tunnel.close();
  });
});

it('a single node is reached by IPv6 where only that answers', async () => {
  const sites = await rig.start(edge);
  // HAProxy looks at each of its backends in its own time, and takes a server to be well until it has.
  await state('api-site-3', 'DOWN', sites);
  await state('apps-site-3', 'DOWN', sites);
  expect(await rig.fetch('https://api.site-3.edge.example.com:6443/', sites)).toContain('api site-3');
  expect(await rig.fetch('https://x.apps.site-3.edge.example.com/', sites)).toContain('apps site-3');
  expect(await rig.fetch('http://x.apps.site-3.edge.example.com/', sites)).toBe('http site-3 -');
});
