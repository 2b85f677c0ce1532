import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { ownProgram, packaged, version } from './package.js';

it('is that of package.json, with its files and programs', () => {
  expect(version()).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  expect(packaged('schemas/lab.schema.json').text).toContain('"$schema"');
  expect(() => packaged('schemas/none.json')).toThrow('schemas/none.json is not part of this installation');
  const [node, program = ''] = ownProgram('lab/cli/lab');
  expect([node, basename(program)]).toEqual([process.execPath, 'lab.js']);
  expect(ownProgram('src/cli/redfish-emu')).toEqual([
    process.execPath,
    '--max-semi-space-size=4',
    '--heap-growing-percent=20',
    expect.stringMatching(/\/dist\/src\/cli\/redfish-emu\.js$/),
  ]);
  expect(() => ownProgram('lab/none')).toThrow(/dist\/lab\/none\.js is not built: npm run bundle$/);
});
