import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages } from '../../test/helpers/expect.js';

/** Every URI that a document names, as a reference or otherwise. */
const linksIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.startsWith('/redfish/v1') ? [value.replace(/#.*/, '')] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linksIn) : [];
};

/** What an account finds from the root on. Streams and documents that are not JSON aside. */
const crawl = async (service: TestApp, user: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const seen = new Set(['/redfish/v1']);
  for (const uri of seen) {
    if (uri.includes('/Actions/') || uri.endsWith('/SSE')) continue;
    const { status, body } = await service.as(user).get(uri);
    if (status !== 200) continue;
    found.set(uri, JSON.stringify(body));
    for (const link of linksIn(body)) seen.add(link);
  }
  return found;
};

describe('an administrator of one system', () => {
  let service: TestApp;
  let all: ReadonlyMap<string, string>;
  let own: ReadonlyMap<string, string>;
  let others: readonly string[];

  beforeAll(async () => {
    service = await createTestApp();
    const machines = await service.hypervisor.machines();
    others = machines.flatMap(({ id, name }) => (id === service.id ? [] : [id, name]));
    // Each has a task and a log that somebody could read.
    for (const { id } of machines.slice(0, 2)) {
      const drive = `/redfish/v1/Systems/${id}/VirtualMedia/Cd`;
      await service.admin.post(`${drive}/Actions/VirtualMedia.InsertMedia`).send({ Image: service.image }).expect(204);
    }
    const { accounts } = service.bmc;
    await accounts.create({
      userName: 'one',
      password: 'Correct-horse-1',
      roleId: 'Administrator',
      systems: [service.id],
    });
    all = await crawl(service, 'admin');
    own = await crawl(service, 'one');
  });
  afterAll(() => service.close());

  /** Is in the text as a word of its own: one machine's name may be part of another's. */
  const names = (text: string, word: string) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text);

  it('sees its own as everybody does, and reads of no other anywhere', () => {
    expect(own.get(service.systemUri)).toBe(all.get(service.systemUri));
    expect(own.size).toBeGreaterThan(50);
    for (const [uri, text] of own)
      for (const other of others) expect(names(text, other), `${other} in ${uri}`).toBe(false);
  });

  it('finds nothing of the others, by any path and with any method', async () => {
    const foreign = [...all.keys()].filter((uri) => others.some((other) => names(uri, other)));
    expect(foreign.length).toBeGreaterThan(50);
    const one = service.as('one');
    for (const uri of foreign) {
      expectMessages(await one.get(uri), 404, 'ResourceNotFound');
      expect((await one.patch(uri).send({ AssetTag: 'x' })).status, `PATCH ${uri}`).toBeGreaterThanOrEqual(404);
    }
  });

  it('does nothing to the others by an action', async () => {
    const targets = [...all.values()].flatMap((text) => linksIn(JSON.parse(text)));
    const foreign = [...new Set(targets)].filter(
      (uri) => uri.includes('/Actions/') && others.some((other) => names(uri, other)),
    );
    expect(foreign.length).toBeGreaterThan(10);
    for (const uri of foreign) expectMessages(await service.as('one').post(uri).send({}), 404, 'ResourceNotFound');
  });

  it('expands to no more than it sees', async () => {
    const { body } = await service.as('one').get(`/redfish/v1/?${encodeURI('$expand=*($levels=6)')}`);
    const text = JSON.stringify(body);
    expect(text).toContain(service.id);
    for (const other of others) expect(names(text, other), other).toBe(false);
  });
});
