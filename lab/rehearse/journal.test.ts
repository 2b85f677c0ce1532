import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { wellSubject } from '../../test/helpers/played-lab.js';
import { locked } from '../host/lock.js';
import { leftBehind, openJournal, rehearsalDir } from './journal.js';

const { site } = wellSubject();
/** Its lock is of this test run alone. */
const lab = { ...site.lab, name: `journal-${process.pid}` };
const { host } = site;
const [machine] = lab.machines;

afterEach(() => rm(rehearsalDir(host), { recursive: true, force: true }));

it('tells what was left, and nothing while a rehearsal is at work', async () => {
  expect(await leftBehind({ lab, host })).toBeUndefined();
  const journal = await openJournal(host, ['http://192.168.135.1:8079/lab-rehearsal.iso']);
  const touched = [machine?.uuid ?? '', 'of nobody'];
  await journal.owe((debts) => ({ ...debts, touched, borrowed: [{ device: 'lab', address: '192.168.135.163' }] }));
  const left = {
    what: `a rehearsal was broken off, and may have left ${machine?.name}, of nobody, 192.168.135.163 as they are not meant to be`,
    remedy: 'lab rehearse puts it back',
  };
  expect(await leftBehind({ lab, host })).toEqual(left);
  expect(await locked(lab, 'lab rehearse', () => leftBehind({ lab, host }))).toBeUndefined();
  expect(await locked(lab, 'lab stop', () => leftBehind({ lab, host }))).toEqual(left);
});

it('tells where that cannot be read', async () => {
  await mkdir(rehearsalDir(host), { recursive: true });
  await writeFile(join(rehearsalDir(host), 'debts.json'), '{ "images": ');
  expect(await leftBehind({ lab, host })).toMatchObject({ what: expect.stringContaining('cannot be read') });
});
