import { describe, expect, it } from 'vitest';
import { answer, fakeDaemon, message } from '../../../test/fixtures/fake-libvirt-daemon.js';
import { createConnection } from '../wire/connection.js';
import { MessageStatus, MessageType } from '../wire/message.js';
import { remote, remote_error } from '../wire/protocol.generated.js';
import { createEventHub } from './event-hub.js';

const dom = { name: 'a', uuid: Buffer.alloc(16, 1), id: 3 };
const added = remote.DOMAIN_EVENT_CALLBACK_DEVICE_ADDED;
const event = (devAlias: string): Buffer =>
  message({ procedure: added.number, type: MessageType.MESSAGE, serial: 0 }, (sink) =>
    added.args.write(sink, { callbackID: 7, dom, devAlias }),
  );
const refusal = (serial: number, procedure: number): Buffer =>
  message({ serial, procedure, status: MessageStatus.ERROR }, (sink) => {
    const text = { message: 'no network driver', str1: null, str2: null, str3: null };
    remote_error.write(sink, { code: 3, domain: 0, level: 2, dom: null, net: null, int1: 0, int2: 0, ...text });
  });

/** A daemon that registers domain events and refuses those of networks. */
function open(hub: ReturnType<typeof createEventHub>) {
  const { socket, daemon } = fakeDaemon(({ serial, procedure }) => {
    const domains = remote.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY;
    if (procedure === domains.number) daemon.send(answer(domains, serial, { callbackID: 7 }));
    else if (procedure === remote.CONNECT_NETWORK_EVENT_REGISTER_ANY.number) daemon.send(refusal(serial, procedure));
    else daemon.send(answer(remote.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY, serial, undefined));
  });
  return { connection: createConnection(socket, { onMessage: hub.dispatch }), daemon };
}
const procedures = ({ daemon }: ReturnType<typeof open>): number[] =>
  daemon.received.map(({ header }) => header.procedure);

describe('event hub', () => {
  it('registers a kind once, for however many, and lets it go with the last', async () => {
    const hub = createEventHub();
    const link = open(hub);
    await hub.attach(link.connection);
    const heard: string[] = [];
    const first = await hub.subscribe('deviceAdded', ({ device }) => heard.push(`1 ${device}`));
    const second = await hub.subscribe('deviceAdded', ({ device, domain }) => heard.push(`2 ${domain.name} ${device}`));
    link.daemon.send(event('usb0'));
    while (heard.length < 2) await new Promise(setImmediate);
    expect(heard).toEqual(['1 usb0', '2 a usb0']);
    first();
    expect(procedures(link)).toEqual([316]);
    second();
    while (procedures(link).length < 2) await new Promise(setImmediate);
    expect(procedures(link)).toEqual([316, 317]);
    link.connection.close();
  });

  it('registers all wishes again on the next connection', async () => {
    const hub = createEventHub();
    const first = open(hub);
    await hub.attach(first.connection);
    await hub.subscribe('deviceAdded', () => undefined);
    await hub.subscribe('deviceRemoved', () => undefined);
    first.connection.close();
    hub.detach();
    await hub.subscribe('trayChange', () => undefined);
    const second = open(hub);
    expect(await hub.attach(second.connection)).toEqual(new Map());
    const ids = second.daemon.received.map(({ payload }) =>
      remote.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY.args.read(payload),
    );
    expect(ids.map(({ eventID }) => eventID).sort()).toEqual([10, 15, 19]);
    second.connection.close();
  });

  it('rejects a subscription that the daemon refuses, but comes up without it', async () => {
    const hub = createEventHub();
    const link = open(hub);
    await hub.attach(link.connection);
    await expect(hub.subscribe('networkLifecycle', () => undefined)).rejects.toMatchObject({ codeName: 'NO_SUPPORT' });
    link.connection.close();
    hub.detach();
    await hub.subscribe('networkLifecycle', () => undefined);
    await hub.subscribe('deviceAdded', () => undefined);
    const next = open(hub);
    const refused = await hub.attach(next.connection);
    expect([...refused.keys()]).toEqual(['networkLifecycle']);
    expect(refused.get('networkLifecycle')).toMatchObject({ message: 'no network driver' });
    next.connection.close();
  });
});
