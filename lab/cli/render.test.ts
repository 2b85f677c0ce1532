import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { runLab } from './program.js';

let dir: string;
let file: string;
let to: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lab-render-'));
  file = join(dir, 'lab.yaml');
  to = join(dir, 'out');
  writeFileSync(file, presetText('hub-and-two-spokes'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const render = async (...args: readonly string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  await runLab(['render', '--file', file, '--to', to, ...args], {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
const edit = (change: (text: string) => string) => writeFileSync(file, change(readFileSync(file, 'utf8')));
const read = (path: string) => readFileSync(join(to, path), 'utf8');
const changes = async (...args: readonly string[]): Promise<readonly string[]> => {
  const { out } = await render('-o', 'json', ...args);
  return JSON.parse(out).changes.map(({ path, change }: { path: string; change: string }) => `${change} ${path}`);
};

it('writes all, and the second time nothing', async () => {
  expect(await render()).toMatchObject({ code: 0, err: '', out: expect.stringContaining('new      topology.svg') });
  const before = statSync(join(to, 'etl4/kustomization.yaml'));
  expect(read('etl4/00-namespace.yaml')).toMatch(/^# lab ic4s20, cluster\/etl4: made by lab, /);
  expect(await changes()).toEqual([]);
  expect(statSync(join(to, 'etl4/kustomization.yaml')).mtimeMs).toBe(before.mtimeMs);
  expect(statSync(join(to, 'etl4/kustomization.yaml')).ino).toBe(before.ino);
});

it('takes away what is no longer rendered, and its directory', async () => {
  await render();
  edit((text) =>
    text.replace(/ {2}etl6:[\s\S]*?(?=loadBalancer)/, '').replace('metallb: [.180-.184]', 'metallb: [.181-.184]'),
  );
  const found = await changes();
  expect(found).toContain('changed etl4/metallb/00-ip-address-pool.yaml');
  expect(found).toContain('removed etl6/00-namespace.yaml');
  expect(existsSync(join(to, 'etl6'))).toBe(false);
  // Another form has other files.
  expect(await changes('--form', 'siteconfig', '--only', 'cluster/etl4')).toEqual(
    expect.arrayContaining(['new etl4/03-site-config.yaml', 'removed etl4/08-infra-env.yaml']),
  );
});

describe('a part', () => {
  it('of clusters leaves the others as they are', async () => {
    await render();
    edit((text) => text.replaceAll('img4.20.14', 'img4.20.15'));
    expect(await changes('--only', 'cluster/etl6')).toEqual(['changed etl6/04-agent-cluster-install.yaml']);
    expect(read('etl4/04-agent-cluster-install.yaml')).toContain('img4.20.14');
  });

  it('may be the pictures', async () => {
    expect(await changes('topology')).toEqual(['new topology.mmd', 'new topology.svg']);
    await render('manifests');
    expect(existsSync(join(to, 'topology.svg'))).toBe(true);
  });

  it.each([
    ['cluster/etl5', /there is no cluster etl5\. Did you mean etl4\?/],
    ['cluster/etl4/etl4-master-0', /this is done of whole clusters/],
    ['etl4', /It has the form cluster\/NAME/],
  ])('is no %s', async (only, message) => {
    const { code, err } = await render('--only', only);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
  });
});

describe('--check', () => {
  it('writes nothing, and ends with 2 where something differs', async () => {
    expect(await render('--check')).toMatchObject({ code: 2, err: '' });
    expect(existsSync(to)).toBe(false);
    await render();
    expect(await render('--check')).toMatchObject({ code: 0, out: `${to}: 50 files as wanted.` });
    writeFileSync(join(to, 'etl4/kustomization.yaml'), `${read('etl4/kustomization.yaml')}# by hand\n`);
    const { code, out } = await render('--check');
    expect([code, out]).toEqual([2, expect.stringContaining('changed  etl4/kustomization.yaml')]);
  });
});

describe('what somebody else put there', () => {
  it.each<[string, () => void, RegExp]>([
    ['a file', () => writeFileSync(join(to, 'notes.txt'), 'mine'), /did not make there: notes\.txt$/],
    ['a file of a name that is wanted', () => writeFileSync(join(to, 'topology.mmd'), 'flowchart'), /topology\.mmd$/],
    ['a link', () => symlinkSync('/etc/hostname', join(to, 'topology.svg')), /topology\.svg$/],
    [
      "another lab's file",
      () => writeFileSync(join(to, 'x.yaml'), '# lab other, topology: made by lab, which writes it anew\n'),
      /x\.yaml \(of lab other\)$/,
    ],
  ])('stops it: %s', async (_, put, message) => {
    mkdirSync(to);
    put();
    const { code, err } = await render();
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(existsSync(join(to, 'etl4'))).toBe(false);
  });

  it('stops it: a file in the place of the directory', async () => {
    writeFileSync(to, 'mine');
    const { code, err } = await render();
    expect([code, err]).toEqual([1, expect.stringMatching(/is no directory: --to names one/)]);
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });

  it('is named, but not all of it', async () => {
    mkdirSync(to);
    for (let index = 0; index < 30; index += 1) writeFileSync(join(to, `photo-${index}.jpg`), Buffer.alloc(4096, 0xff));
    const { err } = await render();
    expect(err.split('.jpg')).toHaveLength(11);
  });

  it('may be git', async () => {
    mkdirSync(join(to, '.git'), { recursive: true });
    writeFileSync(join(to, '.git/HEAD'), 'ref: refs/heads/main');
    expect(await render()).toMatchObject({ code: 0 });
    expect(existsSync(join(to, '.git/HEAD'))).toBe(true);
  });

  it('is not what a run that was cut short left', async () => {
    await render();
    writeFileSync(join(to, 'etl4/.00-namespace.yaml.123'), read('etl4/00-namespace.yaml'));
    expect(await changes()).toEqual(['removed etl4/.00-namespace.yaml.123']);
  });
});

describe('secrets', () => {
  it('come from the files that the document names, and only the owner reads what they are in', async () => {
    edit(
      (text) =>
        `${text.replace('openshift: {', 'openshift: { pullSecretFile: pull.json, sshKeyFile: id.pub,')}bmc: { passwordFile: bmc }\n`,
    );
    writeFileSync(join(dir, 'pull.json'), '{"auths":{}}\n');
    writeFileSync(join(dir, 'id.pub'), 'ssh-ed25519 AAAA me\n');
    writeFileSync(join(dir, 'bmc'), 'hunter2\n');
    await render();
    expect(read('etl4/02-bmc-secret.yaml')).not.toContain('hunter2');
    expect(read('etl4/08-infra-env.yaml')).toContain('sshAuthorizedKey: ssh-ed25519 AAAA me');
    await render('--with-secrets');
    expect(read('etl4/02-bmc-secret.yaml')).toContain('password: hunter2');
    expect(read('hub/install-config.yaml')).toContain('pullSecret: \'{"auths":{}}\'');
    expect(statSync(join(to, 'etl4/02-bmc-secret.yaml')).mode & 0o777).toBe(0o600);
    chmodSync(join(to, 'etl4/02-bmc-secret.yaml'), 0o644);
    rmSync(join(dir, 'bmc'));
    const { code, err } = await render('--with-secrets');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/bmc\.passwordFile of .* names \/.*\/bmc, which cannot be read/),
    ]);
  });

  it('are neither guessed at nor given away where a file is another one', async () => {
    edit((text) => text.replace('openshift: {', 'openshift: { pullSecretFile: pull.json, sshKeyFile: id.pub,'));
    writeFileSync(join(dir, 'pull.json'), 'cloud.openshift.com: b3Blb');
    writeFileSync(join(dir, 'id.pub'), 'ssh-ed25519 AAAA me\n');
    expect(await render()).toMatchObject({ code: 0 });
    expect(await render('--with-secrets')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/pullSecretFile of .* names pull.json, which is no pull secret: JSON with "auths"/),
    });
    writeFileSync(join(dir, 'id.pub'), '-----BEGIN OPENSSH PRIVATE KEY-----\nssh-ed25519 AAAA\n');
    expect(await render()).toMatchObject({
      code: 1,
      err: expect.stringMatching(/sshKeyFile of .* names id.pub, which is no public key/),
    });
  });

  it('are asked for in vain where the document names no file', async () => {
    const { code, err } = await render('--with-secrets', '--state-dir', join(dir, 'labs'));
    expect([code, err]).toEqual([1, expect.stringMatching(/names no file of them .* made no password for the BMC/)]);
  });

  it('have the password that the lab made, where the document names none', async () => {
    mkdirSync(join(dir, 'labs/ic4s20/bmc'), { recursive: true });
    writeFileSync(join(dir, 'labs/ic4s20/bmc/password'), 'made\n');
    expect(await render('--with-secrets', '--state-dir', join(dir, 'labs'))).toMatchObject({ code: 0 });
    expect(read('etl4/02-bmc-secret.yaml')).toContain('password: made');
    await render();
    expect(read('etl4/02-bmc-secret.yaml')).toContain('BMC_PASSWORD');
  });
});

it('tells with file and line what keeps a lab from being rendered', async () => {
  edit((text) => text.replace(/^openshift:.*$/m, ''));
  const { code, err } = await render();
  expect([code, err]).toEqual([1, expect.stringMatching(/lab\.yaml:\d+:\d+: clusters\.etl4: etl4 has no imageSet/)]);
  expect(existsSync(to)).toBe(false);
});
