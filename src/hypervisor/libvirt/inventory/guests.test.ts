import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { type Domain, type DomainReference, LibvirtError } from '../../../libvirt/index.js';
import { parseXml } from '../xml/parse.js';
import { createGuests, guestAddresses } from './guests.js';

const channel = (state: string) =>
  parseXml(
    domainXml({
      devices: `<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='${state}'/></channel>`,
    }),
  );
const here = channel('connected');
const running = { state: 'running', reason: 'unknown' } as const;
const mac = '52:54:00:aa:00:01';

/** Domains whose agents answer when the test lets them. */
function setUp() {
  const world = {
    now: 0,
    asked: [] as string[],
    changed: [] as string[],
    name: 'one',
    more: [] as { readonly address: string; readonly prefix: number }[],
    limits: [] as number[],
    fails: undefined as Error | undefined,
  };
  const open: (() => void)[] = [];
  const domain = (uuid: string) =>
    ({
      name: uuid,
      uuid,
      interfaceAddresses: async () => {
        await new Promise<void>((resolve) => open.push(resolve));
        if (world.fails) throw world.fails;
        return [
          {
            name: 'eth0',
            hwaddr: mac.toUpperCase(),
            addresses: [{ family: 'ipv4', address: '192.0.2.1', prefix: 24 }, ...world.more],
          },
        ];
      },
      getHostname: async () => world.name,
      // What comes before every question.
      agentSetResponseTimeout: async (seconds: number) => {
        if (seconds > 0) world.asked.push(uuid);
        world.limits.push(seconds);
      },
    }) as unknown as Domain;
  const changed = ({ uuid }: DomainReference) => void world.changed.push(uuid);
  const guests = createGuests({ maxAge: 100, now: () => world.now, changed });
  const answer = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    for (const resolve of open.splice(0)) resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { world, guests, domain, answer };
}

describe('what guests tell', () => {
  it('is not waited for, and told of when it comes', async () => {
    const { world, guests, domain, answer } = setUp();
    expect(guests.of(domain('a'), here, running)).toBeUndefined();
    expect(guests.of(domain('a'), here, running)).toBeUndefined();
    expect(world.asked).toEqual(['a']);
    await answer();
    expect(world.changed).toEqual(['a']);
    expect(guests.of(domain('a'), here, running)).toEqual({
      hostName: 'one',
      addresses: new Map([[mac, [{ address: '192.0.2.1', prefix: 24 }]]]),
    });
  });

  it('is asked anew when it is old, and told of where it changed', async () => {
    const { world, guests, domain, answer } = setUp();
    for (const name of ['one', 'one', 'two']) {
      world.name = name;
      world.now += 100;
      guests.of(domain('a'), here, running);
      await answer();
    }
    expect(world.asked).toHaveLength(3);
    expect(world.changed).toHaveLength(2);
  });

  it('is taken within limits, and only where it can be true', async () => {
    const { world, guests, domain, answer } = setUp();
    world.name = `x${'y'.repeat(253)}`;
    world.more = [
      { address: 'a lie', prefix: 24 },
      { address: '192.0.2.2', prefix: 33 },
      ...Array.from({ length: 100 }, (_, at) => ({ address: `2001:db8::${at}`, prefix: 64 })),
    ];
    guests.of(domain('a'), here, running);
    await answer();
    const facts = guests.of(domain('a'), here, running);
    expect(facts).not.toHaveProperty('hostName');
    const told = facts?.addresses?.get(mac)?.map(({ address }) => address);
    expect(told).toHaveLength(64);
    expect(told?.slice(0, 2)).toEqual(['192.0.2.1', '2001:db8::0']);
  });

  it('is asked for with a limit, which is taken back also where nobody answers', async () => {
    const { world, guests, domain, answer } = setUp();
    world.fails = new LibvirtError('timeout', 'no answer');
    guests.of(domain('a'), here, running);
    await answer();
    expect(world.limits).toEqual([5, -2]);
  });

  it('is not asked of who is not there, or is paused', () => {
    const { world, guests, domain } = setUp();
    guests.of(domain('a'), channel('disconnected'), running);
    guests.of(domain('a'), undefined, running);
    guests.of(domain('a'), here, { state: 'paused', reason: 'user' });
    expect(world.asked).toEqual([]);
  });

  it('is forgotten with the agent, also where an answer is still on its way', async () => {
    const { world, guests, domain, answer } = setUp();
    guests.of(domain('a'), here, running);
    guests.of(domain('a'), channel('disconnected'), running);
    await answer();
    expect(world.changed).toEqual([]);
    expect(guests.of(domain('a'), here, running)).toBeUndefined();
  });

  it('is left alone for a while where nobody answers, until somebody connects', async () => {
    const { world, guests, domain, answer } = setUp();
    world.fails = new LibvirtError('timeout', 'no answer');
    guests.of(domain('a'), here, running);
    await answer();
    world.now += 1000;
    guests.of(domain('a'), here, running);
    expect(world.asked).toHaveLength(1);
    guests.forget('a');
    guests.of(domain('a'), here, running);
    expect(world.asked).toHaveLength(2);
  });

  it('is asked of two at a time', async () => {
    const { world, guests, domain, answer } = setUp();
    for (const id of ['a', 'b', 'c', 'd', 'e']) guests.of(domain(id), here, running);
    expect(world.asked).toEqual(['a', 'b']);
    await answer();
    await answer();
    await answer();
    expect(world.changed).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('addresses of interfaces', () => {
  const lease = { address: '192.0.2.1', prefix: 24, origin: 'DHCP' } as const;
  const old = { address: '192.0.2.9', prefix: 24, origin: 'DHCP' } as const;

  it('are those that the agent tells, and leases of those that it does not know', () => {
    const told = ['192.0.2.1', '198.51.100.1', '169.254.3.4', 'fe80::1', '2001:db8::1'].map((address) => ({
      address,
      prefix: 24,
    }));
    const both = guestAddresses(
      new Map([
        [mac, [old, lease]],
        ['other', [old]],
      ]),
      { addresses: new Map([[mac, told]]) },
    );
    expect(both.get('other')).toEqual([old]);
    expect(both.get(mac)?.map(({ origin }) => origin)).toEqual([
      'DHCP',
      undefined,
      'LinkLocal',
      'LinkLocal',
      undefined,
    ]);
  });

  it('are the leases where there is no agent', () => {
    const leases = new Map([[mac, [lease]]]);
    expect(guestAddresses(leases, undefined)).toBe(leases);
    expect(guestAddresses(leases, { hostName: 'one' })).toBe(leases);
  });
});
