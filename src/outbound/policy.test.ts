import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { OutboundError } from './errors.js';
import { createPolicy } from './policy.js';

const passes = (allow: readonly string[], exposed: boolean, host: string, addresses = [host]): boolean => {
  try {
    createPolicy(allow, exposed).check(host, addresses);
    return true;
  } catch (error) {
    if (error instanceof OutboundError && error.code === 'host-not-allowed') return false;
    throw error;
  }
};

describe('what is refused by default', () => {
  it.each([
    ['127.0.0.1', true, false],
    ['127.255.1.1', true, false],
    ['::1', true, false],
    ['::ffff:127.0.0.1', true, false],
    ['::ffff:7f00:1', true, false],
    ['::127.0.0.1', true, false],
    ['64:ff9b::7f00:1', true, false],
    ['2002:7f00:1::', true, false],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['64:ff9b::a9fe:a9fe', false, false],
    ['64:ff9b:1::a9fe:a9fe', false, false],
    ['2002:a9fe:a9fe::1', false, false],
    ['fe80::1', false, false],
    ['fe80::1%lo', false, false],
    ['febf::1', false, false],
    ['fd00:ec2::254', false, false],
    ['100.100.100.200', false, false],
    ['10.0.0.1', true, true],
    ['192.168.1.1', true, true],
    ['fd00::1', true, true],
    ['192.0.2.1', true, true],
    ['2001:db8::1', true, true],
    ['64:ff9b::c000:201', true, true],
  ])('%s: while we listen on loopback %s, beyond it %s', (address, hidden, exposed) => {
    expect(passes([], false, address)).toBe(hidden);
    expect(passes([], true, address)).toBe(exposed);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    '::ffff:255.255.255.255',
  ])('%s always is, listed or not', (address) => {
    expect(passes([], false, address)).toBe(false);
    expect(passes(['0.0.0.0/0', '::/0', 'images.test'], false, 'images.test', [address])).toBe(false);
  });

  it('takes every way to write an IPv4 address for that address', () => {
    for (const host of ['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1', '127.0.0.1.', '①②⑦.0.0.1']) {
      expect(new URL(`http://${host}/a`).hostname).toBe('127.0.0.1');
    }
  });

  it('takes no zone id in a URL', () => {
    expect(() => new URL('http://[fe80::1%25eth0]/a')).toThrow(TypeError);
  });

  it('refuses a name of which a single address is bad', () => {
    expect(passes([], false, 'images.test', ['192.0.2.1', '169.254.169.254'])).toBe(false);
  });

  it('refuses every link-local and, when exposed, every loopback address, in every disguise', () => {
    const inner = fc.oneof(
      fc.tuple(fc.constant([169, 254]), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant([127, 0]), fc.nat(255), fc.nat(255)),
    );
    const wrap = fc.constantFrom('', '::ffff:', '64:ff9b::', '::', '2002:');
    fc.assert(
      fc.property(inner, wrap, ([net, c, d], prefix) => {
        const v4 = [...net, c, d];
        const hex = v4.map((byte) => byte.toString(16).padStart(2, '0'));
        const address =
          prefix === '2002:' ? `2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::5` : `${prefix}${v4.join('.')}`;
        return !passes([], true, address) && !passes(['192.0.2.0/24', '.test'], true, 'a.test', [address]);
      }),
    );
  });
});

describe('--image-allow', () => {
  it.each([
    [['images.test'], 'images.test', '192.0.2.1', true],
    [['images.test'], 'IMAGES.test.', '192.0.2.1', true],
    [['images.test'], 'other.test', '192.0.2.1', false],
    [['images.test'], 'images.test.evil.example', '192.0.2.1', false],
    [['.test'], 'images.test', '192.0.2.1', true],
    [['.test'], 'test', '192.0.2.1', false],
    [['.test'], 'xtest', '192.0.2.1', false],
    // An exact name vouches for its addresses; a suffix covers names that nobody has looked at.
    [['images.test'], 'images.test', '169.254.1.1', true],
    [['.test'], 'images.test', '169.254.1.1', false],
    [['localhost'], 'localhost', '127.0.0.1', true],
    [['.test', '169.254.0.0/16'], 'images.test', '169.254.1.1', true],
    [['192.0.2.0/24'], 'any.example', '192.0.2.77', true],
    [['192.0.2.0/24'], 'any.example', '192.0.3.1', false],
    [['192.0.2.0/24'], 'any.example', '::ffff:192.0.2.1', true],
    [['192.0.2.0/24'], 'any.example', '64:ff9b::c000:201', true],
    [['192.0.2.1'], '192.0.2.1', '192.0.2.1', true],
    [['2001:db8::/32'], 'any.example', '2001:db8::5', true],
    [['[2001:db8::5]'], '2001:db8::5', '2001:db8::5', true],
    [['127.0.0.0/8'], 'localhost', '127.0.0.1', true],
    [['BÜCHER.example'], 'xn--bcher-kva.example', '192.0.2.1', true],
  ])('%j lets %s (%s): %s', (allow, host, address, expected) => {
    expect(passes(allow, true, host, [address])).toBe(expected);
  });

  it('names itself in a refusal', () => {
    const check = () => createPolicy(['images.test'], false).check('other.test', ['192.0.2.1']);
    expect(check).toThrow(/other\.test \(192\.0\.2\.1\).*--image-allow/);
  });

  it.each(['http://images.test', 'images.test:80', '192.0.2.0/33', '300.1.1.1', 'a b', '', '.', 'fe80::1%lo', '1.2.3'])(
    'does not start with %j',
    (entry) => {
      expect(() => createPolicy([entry], false)).toThrow(/--image-allow/);
    },
  );

  it('lets exactly what lies in a range', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 1, max: 32 }), (base, address, bits) => {
        const inRange = ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(base), bits);
        const never = ['unspecified', 'multicast', 'broadcast'].includes(ipaddr.IPv4.parse(address).range());
        return passes([`${base}/${bits}`], true, address) === (inRange && !never);
      }),
    );
  });
});
