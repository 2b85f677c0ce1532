import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './app.js';
import { answerProblems, expectConforming } from './conforming.js';
import { dmtfPresent } from './dmtf.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

const json = { status: 200, type: 'application/json' };

describe('the look at every answer', () => {
  it.runIf(dmtfPresent)('finds what is not as the schema has it, also in what was expanded', async () => {
    const { body } = await service.admin.get(service.systemUri);
    expect(answerProblems('/', { ...json, body })).toEqual([]);
    expect(answerProblems('/', { ...json, body: { ...body, PowerState: 'Sometimes' } })).not.toEqual([]);
    expect(answerProblems('/', { ...json, body: { ...body, Nonsense: 1 } })).not.toEqual([]);
    const { body: systems } = await service.admin.get('/redfish/v1/Systems?$expand=.');
    expect(answerProblems('/', { ...json, body: systems })).toEqual([]);
    const broken = { ...systems, Members: [{ ...systems.Members[0], AssetTag: 7 }] };
    expect(answerProblems('/', { ...json, body: broken })).not.toEqual([]);
  });

  it('finds errors that say too little, and lets be what is no resource or a part of one', () => {
    expect(answerProblems('/', { ...json, status: 400, body: {} })).not.toEqual([]);
    expect(answerProblems('/', { ...json, status: 400, body: { error: { code: 'x', message: 'y' } } })).not.toEqual([]);
    expect(answerProblems('/redfish', { ...json, body: { v1: '/redfish/v1/' } })).toEqual([]);
    const part = { '@odata.type': '#ComputerSystem.v1_27_0.ComputerSystem', PowerState: 'On' };
    expect(answerProblems('/x?$select=PowerState', { ...json, body: part })).toEqual([]);
    expect(answerProblems('/x', { ...json, type: 'application/xml', body: {} })).toEqual([]);
  });

  it('is the same of an answer over the network, which can be read after it', async () => {
    const answer = (body: unknown) => Response.json(body, { status: 400 });
    await expect(expectConforming('GET', '/x', answer({}))).rejects.toThrow('GET /x does not conform');
    const plain = new Response('what it likes');
    await expectConforming('GET', '/x', plain);
    expect(await plain.text()).toBe('what it likes');
  });
});
