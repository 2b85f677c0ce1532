import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { openHost } from '../../host/host.js';
import type { RenderedFile } from '../../manifests/files.js';
import { type Form, forms } from '../../manifests/forms.js';
import { renderManifests } from '../../manifests/render.js';
import type { LabSecrets } from '../../manifests/secrets.js';
import { passwordFileOf } from '../../services/bmc.js';
import type { LoadedLab } from '../../spec/load.js';
import { SpecError } from '../../spec/problem.js';
import type { Lab } from '../../spec/types.js';
import { topologyFiles } from '../../topology/files.js';
import { into } from '../directory.js';
import { onlyOption, type Selection, selectedClusters } from '../only.js';
import { CommandError, fileOption, openLab, outputOption, stateDirOption, type World } from '../output.js';

const parts = ['manifests', 'topology'] as const;

interface Options {
  readonly file: string;
  readonly to: string;
  readonly form: Form;
  readonly stateDir: string;
  readonly only?: readonly Selection[];
  readonly withSecrets?: true;
  readonly check?: true;
  readonly output: string;
}

/** Text of a file that the document names, from where the document is. */
const named = (file: string, path: string, key: string): string => {
  try {
    return readFileSync(resolve(dirname(file), path), 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CommandError(`${key} of ${file} names ${path}, which cannot be read (${error.code})`);
  }
};

/** As console.redhat.com hands it out: whoever reads the manifests would be the first to miss it, on the hub. */
const pullSecretOf = (file: string, path: string): string => {
  const key = 'openshift.pullSecretFile';
  const text = named(file, path, key);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'auths' in value) return text;
  } catch {
    // Told below.
  }
  throw new CommandError(`${key} of ${file} names ${path}, which is no pull secret: JSON with "auths"`);
};

const publicKeyOf = (file: string, path: string): string => {
  const key = 'openshift.sshKeyFile';
  const text = named(file, path, key);
  // The other half of the pair lies beside it, and would be written into manifests.
  if (/(^|\s)(ssh|ecdsa|sk)-\S+ \S+/.test(text) && !text.includes('PRIVATE KEY')) return text;
  throw new CommandError(
    `${key} of ${file} names ${path}, which is no public key: it begins with its kind, ssh-ed25519`,
  );
};

/** The one that `lab create` has made, where the document names none. */
const madePassword = (lab: Lab, stateDir: string): string | undefined => {
  const path = passwordFileOf(lab, openHost(lab.name, { stateDir }));
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw new CommandError(`the BMC's password in ${path} cannot be read (${error.code})`);
  }
};

const secretsOf = (file: string, lab: Lab, stateDir: string): LabSecrets => {
  const { pullSecretFile } = lab.openshift;
  const { passwordFile } = lab.bmc;
  const bmcPassword =
    passwordFile === undefined ? madePassword(lab, stateDir) : named(file, passwordFile, 'bmc.passwordFile');
  if (pullSecretFile === undefined && bmcPassword === undefined)
    throw new CommandError(
      `--with-secrets: ${file} names no file of them (openshift.pullSecretFile, bmc.passwordFile), and lab create has made no password for the BMC in ${stateDir} yet`,
    );
  return {
    ...(pullSecretFile !== undefined && { pullSecret: pullSecretOf(file, pullSecretFile) }),
    ...(bmcPassword !== undefined && { bmcPassword }),
  };
};

const manifests = (
  { lab, describe }: LoadedLab,
  only: readonly string[] | undefined,
  options: Pick<Options, 'file' | 'form' | 'stateDir' | 'withSecrets'>,
) => {
  const { file, form, stateDir, withSecrets } = options;
  const { sshKeyFile } = lab.openshift;
  return renderManifests(lab, {
    form,
    describe,
    ...(only && { only }),
    ...(withSecrets && { secrets: secretsOf(file, lab, stateDir) }),
    ...(sshKeyFile !== undefined && { sshKey: publicKeyOf(file, sshKeyFile) }),
  });
};

/** All that a directory of manifests may hold: each form, with placeholders and, where their files can be read, secrets. */
export const renderings = (file: string, stateDir: string, loaded: LoadedLab, only: readonly string[] | undefined) =>
  forms.flatMap((form) =>
    ([undefined, true] as const).flatMap((withSecrets) => {
      try {
        const options = { file, form, stateDir, ...(withSecrets && { withSecrets }) };
        return [{ name: withSecrets ? `${form}, with secrets` : form, files: manifests(loaded, only, options) }];
      } catch (error) {
        // A form that cannot have this lab, or secrets that nobody gave.
        if (error instanceof CommandError || error instanceof SpecError) return [];
        throw error;
      }
    }),
  );

/** Stale is what belongs to the parts and clusters that are rendered now; all of it where nothing is picked out. */
const staleness =
  (wanted: readonly string[], only: readonly string[] | undefined) =>
  (scope: string): boolean => {
    const [kind, cluster = ''] = scope.split('/');
    if (kind === 'topology') return wanted.includes('topology') && only === undefined;
    return kind === 'cluster' && wanted.includes('manifests') && (only === undefined || only.includes(cluster));
  };

const run = (chosen: readonly string[], options: Options, world: World): void => {
  const { file, to, output, check = false } = options;
  const loaded = openLab(file);
  const { lab } = loaded;
  const only = selectedClusters(lab, options.only);
  const wanted = chosen.length > 0 ? chosen : parts;
  const files: readonly RenderedFile[] = [
    ...(wanted.includes('manifests') ? manifests(loaded, only, options) : []),
    // A picture is of the whole lab.
    ...(wanted.includes('topology') && only === undefined ? topologyFiles(lab) : []),
  ];
  into(to, { lab: lab.name, files, isStale: staleness(wanted, only), check, output }, world);
};

export const render = (program: Command, world: World): Command =>
  program
    .command('render')
    .description('Writes the manifests that install the clusters of a lab, and pictures of it.')
    .addArgument(new Argument('[part...]', 'which; without it all').choices(parts))
    .requiredOption('--to <dir>', 'a directory that is empty, not there yet, or was written by this command')
    .addOption(new Option('--form <form>', 'of clusters that a hub installs').choices(forms).default('plain'))
    .addOption(onlyOption())
    .option(
      '--with-secrets',
      'values of secrets, from the files that the document names and the password that lab create made, rather than placeholders',
    )
    .option('--check', 'write nothing; end with 2 where the directory differs')
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action((chosen: readonly string[], options: Options) => run(chosen, options, world));
