import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { dmtfPresent, schemaProblems } from '../../test/helpers/dmtf.js';

/** Every URI that a document links to. */
const linksIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === '@odata.id' || key === '@Redfish.ActionInfo' || key === 'TaskMonitor') && typeof inner === 'string'
      ? [inner]
      : linksIn(inner),
  );
};

const deprecated = (uri: string): boolean => /\/Managers\/[^/]+\/VirtualMedia/.test(uri);

describe('every resource that can be reached from the root', () => {
  let service: TestApp;
  const bodies = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    service = await createTestApp();
    const { body } = await service.admin.get('/redfish/v1/Systems');
    const media = `${body.Members[0]['@odata.id']}/VirtualMedia/Cd`;
    await service.admin
      .post(`${media}/Actions/VirtualMedia.InsertMedia`)
      .set('Prefer', 'respond-async')
      .send({ Image: service.image })
      .expect(202);
    await service.admin
      .post(`${body.Members[0]['@odata.id']}/Storage/virtio/Volumes`)
      .send({ CapacityBytes: 2 ** 30, DisplayName: 'data' })
      .expect(201);
    await service.admin
      .post('/redfish/v1/SessionService/Sessions')
      .send({ UserName: 'admin', Password: 'Correct-horse-1' })
      .expect(201);
    const queue = ['/redfish/v1'];
    for (let uri = queue.shift(); uri !== undefined; uri = queue.shift()) {
      if (bodies.has(uri)) continue;
      const response = await service.admin.get(uri);
      expect(response.status, uri).toBeLessThan(300);
      if (response.status !== 200) continue;
      bodies.set(uri, response.body);
      queue.push(...linksIn(response.body));
    }
  }, 120_000);
  afterAll(() => service.close());

  it('is there, and says where it is', () => {
    expect(bodies.size).toBeGreaterThan(100);
    for (const [uri, body] of bodies) expect(body['@odata.id'], uri).toBe(uri);
  });

  it.runIf(dmtfPresent)('is as the DMTF schema of its type wants it', () => {
    for (const [uri, body] of bodies) expect(schemaProblems(body), uri).toEqual([]);
  });

  it('has an Id that is the last segment of its URI, where it is a member of a collection', () => {
    for (const [uri, body] of bodies) {
      if (!('Members' in body)) continue;
      const members = body.Members as readonly { readonly '@odata.id': string }[];
      for (const { '@odata.id': member } of members) expect(member, uri).toBe(`${uri}/${bodies.get(member)?.Id}`);
    }
  });

  it('has no empty string, no placeholder and no encoded character', () => {
    for (const [uri, body] of bodies) {
      expect(uri).toMatch(/^[A-Za-z0-9!$&'()*+,\-./:;=@_]+$/);
      expect(JSON.stringify(body), uri).not.toMatch(/:""|undefined|\[object/);
    }
  });

  it('has no deprecated link but the one that is a setting', async () => {
    const modern = await createTestApp({ settings: { managerVirtualMedia: false } });
    const { body } = await modern.admin.get('/redfish/v1/Managers');
    const manager = await modern.admin.get(body.Members[0]['@odata.id']);
    await modern.close();
    expect(linksIn(manager.body).filter(deprecated)).toEqual([]);
    expect([...bodies.keys()].some(deprecated)).toBe(true);
  });
});
