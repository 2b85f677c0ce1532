import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp({
    bmc: {
      accounts: ['admin', 'operator', 'one'].map((userName) => ({
        userName,
        password: 'Correct-horse-1',
        roleId: userName === 'operator' ? 'ReadOnly' : 'Administrator',
        ...(userName === 'one' && { systems: ['10fcb067-2230-44db-b4d5-987298a23227'] }),
      })),
    },
  });
});
afterAll(() => service.close());

const ask = (uri: string, query: string, user = 'admin') => service.as(user).get(`${uri}?${encodeURI(query)}`);
const systems = '/redfish/v1/Systems';

describe('$filter', () => {
  it('keeps the members that it fits, and counts them', async () => {
    const all = await service.admin.get(systems);
    const { body } = await ask(systems, `$filter=Id eq '${service.id}' or Name eq 'nobody'`);
    expect([body.Members, body['Members@odata.count']]).toEqual([[{ '@odata.id': service.systemUri }], 1]);
    expectValid(body);
    const others = await ask(systems, `$filter=not (Id eq '${service.id}')`);
    expect(others.body['Members@odata.count']).toBe(all.body['Members@odata.count'] - 1);
  });

  it('comes before $skip, $top, $expand and $select', async () => {
    const query = "$select=Members/Name&$expand=.&$top=2&$skip=1&$filter=SystemType eq 'Virtual'";
    const { body } = await ask(systems, query);
    expect(body['Members@odata.count']).toBeUndefined();
    expect(body.Members).toHaveLength(2);
    for (const member of body.Members)
      expect(Object.keys(member).sort()).toEqual(['@odata.etag', '@odata.id', '@odata.type', 'Name']);
  });
});

describe('a collection that comes expanded', () => {
  it('is filtered by what its members are, and gives the only one', async () => {
    const { id, systemUri, hypervisor } = service;
    const entries = `${systemUri}/LogServices/EventLog/Entries`;
    await hypervisor.reset(id, 'On');
    await hypervisor.reset(id, 'ForceOff');
    const wanted = 'ResourceEvent.1.4.ResourcePoweredOff';
    const { body } = await ask(entries, `$filter=MessageId eq '${wanted}'`);
    expectValid(body);
    expect(body.Members.map(({ MessageId }: Record<string, string>) => MessageId)).toEqual([wanted]);
    expect((await ask(entries, "$filter=MessageId eq 'none'")).body.Members).toEqual([]);

    await hypervisor.reset(id, 'On');
    await service.admin.post(`${systemUri}/LogServices/SEL/Actions/LogService.ClearLog`).expect(204);
    await hypervisor.reset(id, 'ForceOff');
    const sel = `${systemUri}/LogServices/SEL/Entries`;
    const all = await service.admin.get(sel);
    expect(all.body.Members).toHaveLength(1);
    expect((await ask(sel, 'only')).body['@odata.id']).toBe(all.body.Members[0]['@odata.id']);
  });
});

describe('$skip and $top', () => {
  it('lead through all members by nextLink', async () => {
    const seen: string[] = [];
    const filter = encodeURI("$filter=SystemType eq 'Virtual'&$top=4");
    for (let next: string | undefined = `${systems}?${filter}`; next !== undefined; ) {
      const response = await service.admin.get(next).expect(200);
      const body: { Members: Record<string, string>[]; 'Members@odata.nextLink'?: string } = response.body;
      expectValid(body);
      expect(response.body['Members@odata.count']).toBe(9);
      seen.push(...body.Members.map((member) => member['@odata.id'] ?? ''));
      next = body['Members@odata.nextLink'];
    }
    const { body } = await service.admin.get(systems);
    expect(seen).toEqual(body.Members.map((member: Record<string, string>) => member['@odata.id']));
  });

  it.each([
    ['$top=0', 0],
    ['$skip=100', 0],
    ['$skip=8&$top=9', 1],
  ])('%s is a page, and the last', async (query, length) => {
    const { body } = await ask(systems, query);
    expect(body.Members).toHaveLength(length);
    expect(body).not.toHaveProperty('Members@odata.nextLink');
  });
});

describe('$expand', () => {
  it.each([
    ['.', true, false],
    ['~', false, true],
    ['*', true, true],
  ])('=%s on the service root', async (kind, others, links) => {
    for (const levels of ['', '($levels=1)']) {
      const { body } = await ask('/redfish/v1/', `$expand=${kind}${levels}`);
      expect('Name' in body.Systems).toBe(others);
      expect('Name' in body.Links.Sessions).toBe(links);
      if (others) expect(Object.keys(body.Systems.Members[0])).toEqual(['@odata.id']);
    }
  });

  it('shows each resource as it reads by itself', async () => {
    const { body } = await ask(systems, '$expand=.');
    for (const member of body.Members)
      expect((await service.admin.get(member['@odata.id'])).body, member['@odata.id']).toEqual(member);
  });

  it('goes as deep as $levels says, and never in a circle', async () => {
    const two = await ask('/redfish/v1', '$expand=.($levels=2)');
    expect(two.body.Systems.Members[0].VirtualMedia).toEqual({ '@odata.id': `${service.systemUri}/VirtualMedia` });
    const three = await ask('/redfish/v1', '$expand=.($levels=3)');
    expect(three.body.Systems.Members[0].VirtualMedia.Name).toBe('Virtual Media');
    const circle = await ask(service.systemUri, '$expand=*($levels=2)');
    expect(circle.status).toBe(200);
    const [manager] = circle.body.Links.ManagedBy;
    expect(manager.Links.ManagerForServers).toEqual([{ '@odata.id': service.systemUri }]);
  });

  it('shows nobody more than he may see', async () => {
    const nobody = await service.as().get('/redfish/v1/?$expand=*');
    expect([nobody.status, nobody.body.Systems]).toEqual([200, { '@odata.id': systems }]);
    const wrong = await service.as().auth('admin', 'wrong').get('/redfish/v1/?$expand=*');
    expect(wrong.status).toBe(401);
    const one = await ask('/redfish/v1/', '$expand=.($levels=2)', 'one');
    expect(one.body.Systems.Members).toHaveLength(1);
    const plain = await ask('/redfish/v1/AccountService', '$expand=.($levels=2)', 'operator');
    expect(plain.body.Accounts.Members).toHaveLength(1);
  });

  it('has no ETag: what is inside may change alone', async () => {
    const { headers } = await ask(systems, '$expand=.');
    expect(headers.etag).toBeUndefined();
    const plain = await service.admin.get(systems);
    expect((await ask(systems, '$expand=.').set('If-None-Match', plain.headers.etag ?? '')).status).toBe(200);
  });
});

describe('a thousand systems', () => {
  it('are expanded while others are served', async () => {
    const machines = Array.from({ length: 1000 }, (_, at) => ({
      name: `m${at}`,
      uuid: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    }));
    const large = await createTestApp({ hypervisor: { machines } });
    let over = false;
    const expanded = large.admin.get(`${systems}?$expand=.`).then((response) => {
      over = true;
      return response;
    });
    let between = 0;
    while (!over) {
      await large.admin.get('/redfish/v1/').expect(200);
      if (!over) between += 1;
    }
    expect((await expanded).body.Members).toHaveLength(1000);
    expect(between).toBeGreaterThan(2);
    expectMessages(await large.admin.get('/redfish/v1/?$expand=*($levels=6)'), 507, 'InsufficientStorage');
    await large.close();
  });
});

describe('many expansions of one client', () => {
  it('keep nobody else waiting, and are 503 where there are too many', async () => {
    const all = Array.from({ length: 80 }, () => ask('/redfish/v1/', '$expand=*($levels=3)').then((answer) => answer));
    let other: { readonly status: number } | undefined;
    const first = await Promise.race([
      ask('/redfish/v1/', '$expand=.', 'operator').then((answer) => {
        other = answer;
        return 'other';
      }),
      Promise.all(all).then(() => 'all'),
    ]);
    expect([first, other?.status]).toEqual(['other', 200]);
    const answers = await Promise.all(all);
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(80 - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectMessages(answer, 503, 'ServiceTemporarilyUnavailable');
      expect(answer.headers['retry-after']).toBe('1');
    }
  });
});

describe('a bad query', () => {
  it.each<[string, string, number, ...string[]]>([
    [systems, '$filter=Name', 200],
    [systems, '$filter=Name eq', 400, 'QueryParameterValueFormatError'],
    [systems, '$filter=', 400, 'QueryParameterValueFormatError'],
    [systems, '$top=-1', 400, 'QueryParameterValueFormatError'],
    [systems, '$top=x', 400, 'QueryParameterValueFormatError'],
    [systems, '$skip=', 400, 'QueryParameterValueFormatError'],
    [systems, '$select=Name,', 400, 'QueryParameterValueFormatError'],
    [systems, '$expand=Members', 400, 'QueryParameterValueFormatError'],
    [systems, '$expand=.($levels=x)', 400, 'QueryParameterValueFormatError'],
    [systems, '$expand=.($levels=0)', 400, 'QueryParameterOutOfRange'],
    [systems, '$expand=.($levels=7)', 400, 'QueryParameterOutOfRange'],
    [systems, 'only=foo', 400, 'QueryParameterValueFormatError'],
    [systems, 'only&$top=1', 400, 'QueryCombinationInvalid'],
    [systems, '$top=1&$top=2', 400, 'QueryCombinationInvalid'],
    [systems, '$orderby=Name', 501, 'QueryNotSupported'],
    ['/redfish/v1/SessionService', "$filter=Id eq 'x'", 400, 'QueryNotSupportedOnResource'],
    ['/redfish/v1/SessionService', '$top=1', 400, 'QueryNotSupportedOnResource'],
    ['/redfish/v1/SessionService', 'only', 400, 'QueryNotSupportedOnResource'],
  ])('%s?%s is %i', async (uri, query, status, ...keys) => {
    expectMessages(await ask(uri, query), status, ...keys);
  });
});
