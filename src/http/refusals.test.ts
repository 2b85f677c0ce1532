import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages } from '../../test/helpers/expect.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

const reset = () => `${service.systemUri}/Actions/ComputerSystem.Reset`;

describe('a bad request gets the message of the registry and changes nothing', () => {
  type Method = 'get' | 'post' | 'patch' | 'put' | 'delete' | 'head' | 'options';
  interface Row {
    readonly what: string;
    readonly method: Method;
    readonly path: () => string;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
    readonly status: number;
    readonly keys: readonly string[];
  }
  const json = { 'Content-Type': 'application/json' };
  const system = () => service.systemUri;
  const boot = (Boot: unknown) => ({ method: 'patch', path: system, body: { Boot } }) as const;
  const rows: readonly Row[] = [
    {
      what: 'wrong Content-Type',
      method: 'patch',
      path: system,
      body: 'AssetTag=x',
      headers: { 'Content-Type': 'text/plain' },
      status: 415,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'wrong charset',
      method: 'patch',
      path: system,
      body: '{}',
      headers: { 'Content-Type': 'application/json;charset=latin1' },
      status: 415,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'malformed JSON',
      method: 'patch',
      path: system,
      body: '{"AssetTag":',
      headers: json,
      status: 400,
      keys: ['MalformedJSON'],
    },
    {
      what: 'invalid UTF-8',
      method: 'patch',
      path: system,
      body: Buffer.from([0x7b, 0xff, 0x7d]),
      headers: json,
      status: 400,
      keys: ['MalformedJSON'],
    },
    {
      what: 'what says that it is compressed, and is not',
      method: 'patch',
      path: system,
      body: '{"AssetTag":"x"}',
      headers: { ...json, 'Content-Encoding': 'gzip' },
      status: 400,
      keys: ['MalformedJSON'],
    },
    {
      what: 'an array',
      method: 'patch',
      path: system,
      body: '[]',
      headers: json,
      status: 400,
      keys: ['UnrecognizedRequestBody'],
    },
    { what: 'an empty object', method: 'patch', path: system, body: {}, status: 400, keys: ['EmptyJSON'] },
    { what: 'no body', method: 'patch', path: system, status: 400, keys: ['EmptyJSON'] },
    {
      what: 'annotations alone',
      method: 'patch',
      path: system,
      body: { '@odata.id': '/x', 'Boot@odata.count': 1 },
      status: 400,
      keys: ['NoOperation'],
    },
    {
      what: 'over 1 MiB',
      method: 'patch',
      path: system,
      body: { AssetTag: 'x'.repeat(1_048_577) },
      status: 413,
      keys: ['PayloadTooLarge'],
    },
    {
      what: 'unknown property',
      method: 'patch',
      path: system,
      body: { Colour: 'red', AssetTag: 'bad' },
      status: 400,
      keys: ['PropertyUnknown'],
    },
    {
      what: 'a prototype',
      method: 'patch',
      path: system,
      body: '{"__proto__":{"a":1}}',
      headers: json,
      status: 400,
      keys: ['PropertyUnknown'],
    },
    {
      what: 'read-only property',
      method: 'patch',
      path: system,
      body: { PowerState: 'On', AssetTag: 'bad' },
      status: 400,
      keys: ['PropertyNotWritable'],
    },
    {
      what: 'wrong type',
      method: 'patch',
      path: system,
      body: { AssetTag: 5 },
      status: 400,
      keys: ['PropertyValueTypeError'],
    },
    {
      what: 'too long',
      method: 'patch',
      path: system,
      body: { AssetTag: 'x'.repeat(256) },
      status: 400,
      keys: ['PropertyValueFormatError'],
    },
    { what: 'wrong type of an object', ...boot('Pxe'), status: 400, keys: ['PropertyValueTypeError'] },
    {
      what: 'unknown boot target',
      ...boot({ BootSourceOverrideTarget: 'Tape' }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'boot target not of this machine',
      ...boot({ BootSourceOverrideTarget: 'Utilities' }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'boot option that is not there',
      ...boot({ BootOrder: ['Boot9999'] }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'UefiTarget without its path',
      ...boot({ BootSourceOverrideTarget: 'UefiTarget' }),
      status: 400,
      keys: ['PropertyValueConflict'],
    },
    {
      what: 'UefiHttp without its URI',
      ...boot({ BootSourceOverrideTarget: 'UefiHttp' }),
      status: 400,
      keys: ['PropertyValueConflict'],
    },
    {
      what: 'several things at once',
      method: 'patch',
      path: system,
      body: { Id: 'x', Nope: 1, AssetTag: [], Boot: { Mode: 1 } },
      status: 400,
      keys: ['PropertyNotWritable', 'PropertyUnknown', 'PropertyUnknown', 'PropertyValueTypeError'],
    },
    { what: 'no ResetType', method: 'post', path: reset, body: {}, status: 400, keys: ['ActionParameterMissing'] },
    { what: 'no body of an action', method: 'post', path: reset, status: 400, keys: ['ActionParameterMissing'] },
    {
      what: 'unknown ResetType',
      method: 'post',
      path: reset,
      body: { ResetType: 'Explode' },
      status: 400,
      keys: ['ActionParameterValueNotInList'],
    },
    {
      what: 'ResetType of the wrong type',
      method: 'post',
      path: reset,
      body: { ResetType: 1 },
      status: 400,
      keys: ['ActionParameterValueTypeError'],
    },
    {
      what: 'unknown parameter',
      method: 'post',
      path: reset,
      body: { ResetType: 'On', Delay: 5 },
      status: 400,
      keys: ['ActionParameterUnknown'],
    },
    {
      what: 'unknown action',
      method: 'post',
      path: () => `${service.systemUri}/Actions/ComputerSystem.Fly`,
      body: {},
      status: 404,
      keys: ['ResourceNotFound'],
    },
    { what: 'GET of an action', method: 'get', path: reset, status: 405, keys: ['OperationNotAllowed'] },
    { what: 'DELETE of a system', method: 'delete', path: system, status: 405, keys: ['OperationNotAllowed'] },
    { what: 'PUT of a system', method: 'put', path: system, body: {}, status: 405, keys: ['OperationNotAllowed'] },
    {
      what: 'POST to the systems',
      method: 'post',
      path: () => '/redfish/v1/Systems',
      body: {},
      status: 405,
      keys: ['OperationNotAllowed'],
    },
    {
      what: 'wrong If-Match',
      method: 'patch',
      path: system,
      body: { AssetTag: 'bad' },
      headers: { 'If-Match': '"etag"foobar' },
      status: 412,
      keys: ['PreconditionFailed'],
    },
    {
      what: 'If-Match of an action',
      method: 'post',
      path: reset,
      body: { ResetType: 'On' },
      headers: { 'If-Match': '"no"' },
      status: 412,
      keys: ['PreconditionFailed'],
    },
    {
      what: 'OData 4.1',
      method: 'get',
      path: system,
      headers: { 'OData-Version': '4.1' },
      status: 412,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'an Accept of something else',
      method: 'get',
      path: system,
      headers: { Accept: 'text/html' },
      status: 406,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'unknown $ parameter',
      method: 'get',
      path: () => `${service.systemUri}?$nope`,
      status: 501,
      keys: ['QueryNotSupported'],
    },
    {
      what: 'only with a value',
      method: 'get',
      path: () => '/redfish/v1/Systems?only=foo',
      status: 400,
      keys: ['QueryParameterValueFormatError'],
    },
    {
      what: 'only of a single resource',
      method: 'get',
      path: () => `${service.systemUri}?only`,
      status: 400,
      keys: ['QueryNotSupportedOnResource'],
    },
    {
      what: '$top of a single resource',
      method: 'get',
      path: () => `${service.systemUri}?$top=1`,
      status: 400,
      keys: ['QueryNotSupportedOnResource'],
    },
    {
      what: '$skip of no number',
      method: 'get',
      path: () => '/redfish/v1/Systems?$skip=-1',
      status: 400,
      keys: ['QueryParameterValueFormatError'],
    },
  ];

  it.each(rows)('$what: $status $keys', async ({ method, path, body, headers = {}, status, keys }) => {
    const before = await service.hypervisor.machine(service.id);
    const request = service.admin[method](path()).set(headers);
    const response =
      body === undefined
        ? await request
        : await request
            .serialize((raw) => (typeof raw === 'string' || Buffer.isBuffer(raw) ? raw : JSON.stringify(raw)) as string)
            .send(body as object);
    expectMessages(response, status, ...keys);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    if (status === 405) expect(response.headers.allow).toMatch(/GET|POST/);
    expect(response.headers.location).toBeUndefined();
    expect(await service.hypervisor.machine(service.id)).toBe(before);
  });
});
