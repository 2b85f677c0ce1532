/** The Python that DMTF's tools run on: modules of Debian, and those that Debian has not from the tools' folder. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../helpers/run.js';

/** Debian's own: a `python3` that comes first in the path may lack Debian's modules. */
export const python = '/usr/bin/python3';

/** Sources that may lie in the tools' folder, and where their modules are. */
const sources: Readonly<Record<string, string>> = {
  redfish: 'python-redfish-library/src',
  redfish_utilities: 'Redfish-Tacklebox',
  sseclient: 'sseclient',
  jsonpath_ng: 'jsonpath-ng',
  aenum: 'aenum',
};

/** What the tools import, and where it is to be had. */
const modules: Readonly<Record<string, string>> = {
  requests: 'python3-requests',
  urllib3: 'python3-urllib3',
  colorama: 'python3-colorama',
  pyasn1: 'python3-pyasn1',
  pyasn1_modules: 'python3-pyasn1-modules',
  openpyxl: 'python3-openpyxl',
  bs4: 'python3-bs4',
  lxml: 'python3-lxml',
  jsonschema: 'python3-jsonschema',
  jsonpatch: 'python3-jsonpatch',
  jsonpointer: 'python3-json-pointer',
  requests_toolbelt: 'python3-requests-toolbelt',
  requests_unixsocket: 'python3-requests-unixsocket',
  xlsxwriter: 'python3-xlsxwriter',
};

export const environment = (folder: string): NodeJS.ProcessEnv => {
  const paths = Object.values(sources).map((path) => join(folder, path));
  return {
    // Either would defeat the tools' own "do not verify".
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(REQUESTS|CURL)_CA_BUNDLE$/.test(name))),
    PYTHONPATH: paths.filter(existsSync).join(':'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
};

/** What is missing, as sentences that say where to get it. */
export const missingModules = async (folder: string): Promise<readonly string[]> => {
  const env = environment(folder);
  const names = [...Object.keys(modules), ...Object.keys(sources)];
  const program = `
import importlib.util, sys
print('\\n'.join(name for name in sys.argv[1:] if importlib.util.find_spec(name) is None))
`;
  const lacking = (await run([python, '-c', program, ...names], { env })).split('\n').filter((name) => name !== '');
  const packages = lacking.flatMap((name) => modules[name] ?? []);
  return [
    ...(packages.length > 0 ? [`apt-get install ${packages.join(' ')}`] : []),
    ...lacking.flatMap((name) => {
      const source = sources[name]?.split('/')[0];
      return source === undefined ? [] : [`the Python module ${name}: put its sources into ${join(folder, source)}`];
    }),
  ];
};
