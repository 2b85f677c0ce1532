import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { dmtfPresent, registry } from '../../test/helpers/dmtf.js';
import { expectValid } from '../../test/helpers/expect.js';
import { resources } from '../redfish/table.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

const get = async (uri: string) => (await service.admin.get(uri).expect(200)).body;

describe('what tells clients of the service', () => {
  it.each(['Registries', 'JsonSchemas'])('%s has a file for each, with a place', async (name) => {
    const { body } = await service.admin.get(`/redfish/v1/${name}?$expand=.`);
    expect(body.Members.length).toBeGreaterThan(3);
    for (const member of body.Members) {
      expectValid(member);
      const [{ Uri, PublicationUri }] = member.Location;
      if (Uri === undefined) expect(PublicationUri).toMatch(/^https?:\/\/redfish\.dmtf\.org\/.*\.json$/);
      else await service.admin.get(Uri).expect(200);
    }
  });

  it('names the registry of every message', async () => {
    const { body } = await service.admin.get('/redfish/v1/nothing');
    const [message] = body.error['@Message.ExtendedInfo'];
    const { body: files } = await service.admin.get('/redfish/v1/Registries?$expand=.');
    const names: string[] = files.Members.map((file: { Registry: string }) => file.Registry);
    expect(names.some((name) => message.MessageId.startsWith(`${name}.`))).toBe(true);
  });

  it('has a JSON schema file for every type that is served', async () => {
    const { body } = await service.admin.get('/redfish/v1/JsonSchemas?$expand=.');
    const known = new Set(body.Members.map((file: { Schema: string }) => file.Schema));
    for (const { type } of resources) if (type.includes('.')) expect(known.has(`#${type}`), type).toBe(true);
  });
});

describe('the privilege map', () => {
  it('is a privilege registry, and no account of its own mind', async () => {
    const body = await get((await get('/redfish/v1/AccountService')).PrivilegeMap['@odata.id']);
    const account = body.Mappings.find(({ Entity }: { Entity: string }) => Entity === 'ManagerAccount');
    expect(account.OperationMap.PATCH).toEqual([{ Privilege: ['ConfigureUsers'] }]);
    expect(account.PropertyOverrides[0].Targets).toEqual(['Password']);
    if (!dmtfPresent) return;
    const { Mappings } = registry('Redfish') as { readonly Mappings: readonly { readonly Entity: string }[] };
    const standard = new Set(Mappings.map(({ Entity }) => Entity));
    for (const { Entity } of body.Mappings) expect(standard.has(Entity), Entity).toBe(true);
  });
});

describe('openapi.yaml', () => {
  it('has every path and method that is served, and what may be sent', async () => {
    const uri = '/redfish/v1/openapi.yaml';
    const { text, headers } = await service.admin.get(uri).set('Accept', 'application/yaml').expect(200);
    expect(headers['content-type']).toBe('application/yaml');
    expect((await service.as().get(uri)).status).toBe(401);
    const { openapi, paths } = parse(text);
    expect(openapi).toBe('3.0.3');
    for (const { paths: places, methods, type } of resources) {
      for (const path of type === 'OpenApi' ? [] : places)
        expect(
          Object.keys(paths[path])
            .filter((key) => key !== 'parameters')
            .sort(),
          path,
        ).toEqual(methods.map((method) => method.toLowerCase()).sort());
    }
    const reset = paths['/redfish/v1/Systems/{machine}/Actions/ComputerSystem.Reset'].post;
    expect(reset.requestBody.content['application/json'].schema.properties.ResetType.enum).toContain('ForceOff');
    expect(paths['/redfish/v1/Systems/{machine}'].get.responses[200].content['application/json'].schema.$ref).toMatch(
      /ComputerSystem\.v1_\d+_\d+\.yaml#/,
    );
  });
});
