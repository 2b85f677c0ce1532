import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages } from '../../test/helpers/expect.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

describe('a machine is found', () => {
  const rest = '/VirtualMedia/Cd?$select=Id';

  it('by its UUID in upper case, and reads with its own URI', async () => {
    const { status, body } = await service.admin.get(`/redfish/v1/Systems/${service.id.toUpperCase()}`);
    expect({ status, uri: body['@odata.id'] }).toEqual({ status: 200, uri: service.systemUri });
  });

  it('with a slash behind', async () => {
    const { status, body } = await service.admin.get(`${service.systemUri}/`);
    expect({ status, uri: body['@odata.id'] }).toEqual({ status: 200, uri: service.systemUri });
  });

  it.each(['get', 'post', 'patch'] as const)('by its name: %s is sent on, with all behind it', async (method) => {
    const path = method === 'post' ? '/Actions/ComputerSystem.Reset' : rest;
    const response = await service.admin[method](`/redfish/v1/Systems/etl4-master-0${path}`).redirects(0);
    expect(response.status).toBe(307);
    expect(response.headers.location).toBe(`${service.systemUri}${path}`);
  });

  it('and what is behind the name cannot break the Location', async () => {
    const response = await service.admin
      .get('/redfish/v1/Systems/etl4-master-0/VirtualMedia/a%0d%0aX:%20y')
      .redirects(0);
    expect(response.status).toBe(307);
    expect(response.headers.location).toBe(`${service.systemUri}/VirtualMedia/a%0D%0AX:%20y`);
    expect(response.headers.x).toBeUndefined();
  });

  const unknown = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['get', `/redfish/v1/Systems/${unknown}`, 'ComputerSystem'],
    ['patch', `/redfish/v1/Systems/${unknown}`, 'ComputerSystem'],
    ['post', `/redfish/v1/Systems/${unknown}/Actions/ComputerSystem.Reset`, 'ComputerSystem'],
    ['get', `/redfish/v1/Systems/${unknown}/EthernetInterfaces`, 'ComputerSystem'],
    ['get', `/redfish/v1/Systems/${unknown}/VirtualMedia/Cd/Certificates/1`, 'ComputerSystem'],
    ['get', '/redfish/v1/Systems/no-such-name', 'ComputerSystem'],
    ['get', `/redfish/v1/Managers/${unknown}`, 'Manager'],
    ['post', `/redfish/v1/Managers/${unknown}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`, 'Manager'],
    ['get', '/redfish/v1/Chassis/2', 'Chassis'],
    ['get', '/redfish/v1/TaskService/Tasks/1', 'Task'],
    ['get', '/redfish/v1/TaskService/TaskMonitors/1', 'TaskMonitor'],
    ['get', '/redfish/v1/SessionService/Sessions/1', 'Session'],
    ['get', '/redfish/v1/Nonsense', 'resource'],
    ['get', '/', 'resource'],
    ['get', '/redfish/v2', 'resource'],
    ['get', '/redfish/v1/Systems/%ff', 'ComputerSystem'],
  ] as const)('or is 404: %s %s', async (method, path, type) => {
    const response = await service.admin[method](path).send(method === 'get' ? undefined : { AssetTag: 'x' });
    expectMessages(response, 404, 'ResourceNotFound');
    expect(response.body.error['@Message.ExtendedInfo'][0].MessageArgs[0]).toBe(type);
  });

  it.each([
    'VirtualMedia/Tape',
    'EthernetInterfaces/00:00:00:00:00:00',
    'VirtualMedia/Cd/Certificates/7',
    'VirtualMedia/Tape/Certificates',
    'Nope',
  ])('and what it has not is 404: %s', async (path) =>
    expectMessages(await service.admin.get(`${service.systemUri}/${path}`), 404, 'ResourceNotFound'),
  );

  it('until it is undefined behind our back', async () => {
    const other = await createTestApp();
    const [machine] = await other.hypervisor.machines();
    const uri = `/redfish/v1/Systems/${machine?.id}`;
    expect((await other.admin.get(uri)).status).toBe(200);
    other.hypervisor.remove(machine?.id ?? '');
    expectMessages(await other.admin.get(uri), 404, 'ResourceNotFound');
    await other.close();
  });
});
