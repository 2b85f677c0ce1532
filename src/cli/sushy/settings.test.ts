import { describe, expect, it } from 'vitest';
import { ConfigError } from '../config/error.js';
import { resolveSettings } from '../config/resolve.js';
import { fromSushyText } from './settings.js';

const read = (text: string) => fromSushyText(text, 'sushy.conf', '/run/sushy');

describe('fromSushyText', () => {
  it('takes what has a counterpart', () => {
    const { given } = read(`
SUSHY_EMULATOR_LISTEN_IP = u''
SUSHY_EMULATOR_LISTEN_PORT = 8001
SUSHY_EMULATOR_SSL_CERT = 'tls/cert.pem'
SUSHY_EMULATOR_SSL_KEY = '/etc/key.pem'
SUSHY_EMULATOR_AUTH_FILE = "/etc/htpasswd"
SUSHY_EMULATOR_LIBVIRT_URI = u'qemu:///session'
SUSHY_EMULATOR_VMEDIA_VERIFY_SSL = True
SUSHY_EMULATOR_ALLOWED_INSTANCES = ["437XR1138R2", "1"]
`);
    expect(resolveSettings([given])).toMatchObject({
      driver: 'libvirt',
      listen: '::',
      port: 8001,
      tlsCert: '/run/sushy/tls/cert.pem',
      tlsKey: '/etc/key.pem',
      authFile: '/etc/htpasswd',
      uri: ['qemu:///session'],
      mediaVerify: true,
      machine: ['437XR1138R2', '1'],
    });
  });

  it.each<[string, string]>([
    ['True', 'memory'],
    ['False', 'libvirt'],
    ['None', 'libvirt'],
    ["'False'", 'libvirt'],
    ["'true'", 'memory'],
  ])('FAKE_DRIVER = %s means the driver %s', (value, driver) => {
    expect(resolveSettings([read(`SUSHY_EMULATOR_FAKE_DRIVER = ${value}`).given]).driver).toBe(driver);
  });

  it('reads a boolean in quotes as what it says, with a warning', () => {
    const { given, notices } = read(`\nSUSHY_EMULATOR_VMEDIA_VERIFY_SSL = 'False'`);
    expect(resolveSettings([given]).mediaVerify).toBe(false);
    expect(notices).toContainEqual(
      'sushy.conf:2: SUSHY_EMULATOR_VMEDIA_VERIFY_SSL: "False" in quotes is read as false; write it without quotes',
    );
  });

  it('names every setting that has no counterpart, and none that asks for nothing', () => {
    const { notices } = read(`
SUSHY_EMULATOR_AUTH_FILE = '/etc/htpasswd'
SUSHY_EMULATOR_STATE_DIR = '/var/lib/sushy'
SUSHY_EMULATOR_CHASSIS = [{u'Id': u'Chassis'}]
SUSHY_EMULATOR_IGNORE_BOOT_DEVICE = False
SUSHY_EMULATOR_INDICATOR_LEDS = {}
SUSHY_EMULATOR_OS_CLOUD = None
SUSHY_EMULATOR_LISTENPORT = 8000
DEBUG = True
`);
    expect(notices).toEqual([
      expect.stringMatching(/^sushy.conf:3: SUSHY_EMULATOR_STATE_DIR is not needed here: what it holds is read from/),
      'sushy.conf:4: SUSHY_EMULATOR_CHASSIS is not supported: every machine has a chassis of its own',
      'sushy.conf:8: SUSHY_EMULATOR_LISTENPORT is no setting of sushy-emulator that is known here; did you mean SUSHY_EMULATOR_LISTEN_PORT?',
      'sushy.conf:9: DEBUG is no setting of sushy-emulator that is known here',
    ]);
  });

  it('makes volumes in the pool that sushy-emulator made them in', () => {
    const { given, notices } = read("SUSHY_EMULATOR_AUTH_FILE = 'x'\nSUSHY_EMULATOR_STORAGE_POOL = 'guests'");
    expect(resolveSettings([given]).storagePool).toBe('guests');
    expect(notices).toEqual([]);
  });

  it('says that credentials are asked for where sushy-emulator asked for none', () => {
    expect(read('SUSHY_EMULATOR_AUTH_FILE = None').notices).toEqual([expect.stringMatching(/unless --no-auth/)]);
  });

  it.each<[string, RegExp]>([
    [
      "SUSHY_EMULATOR_LISTEN_PORT = 'http'",
      /sushy.conf:1: SUSHY_EMULATOR_LISTEN_PORT: expected a whole number, found "http"/,
    ],
    ["SUSHY_EMULATOR_VMEDIA_VERIFY_SSL = 'maybe'", /expected True or False, found "maybe"/],
    ['SUSHY_EMULATOR_ALLOWED_INSTANCES = [1]', /expected a list of texts in quotes, found \[1\]/],
    ["SUSHY_EMULATOR_OS_CLOUD = 'mycloud'", /SUSHY_EMULATOR_OS_CLOUD: machines of an OpenStack cloud/],
    ["A = 1\nSUSHY_EMULATOR_SSL_CERT = os.environ['C']", /sushy.conf:2: "os" is a name/],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(ConfigError);
    expect(() => read(text)).toThrow(message);
  });

  it('lets the last of two assignments win, as Python does', () => {
    const { given } = read('SUSHY_EMULATOR_LISTEN_PORT = 1\nSUSHY_EMULATOR_LISTEN_PORT = 2');
    expect(resolveSettings([given]).port).toBe(2);
  });
});
