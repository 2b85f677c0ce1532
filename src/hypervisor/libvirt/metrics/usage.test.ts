import { describe, expect, it } from 'vitest';
import { usageOf } from './usage.js';

const nics = [{ mac: '52:54:00:00:00:01', linkUp: true, addresses: [] }];

describe('the figures of a domain', () => {
  it('come in seconds and bytes, under the names of devices', () => {
    const stats = {
      'cpu.time': 2_500_000_000,
      'balloon.current': 1024,
      'balloon.rss': 512,
      'balloon.available': 1000,
      'balloon.usable': 250,
      'vcpu.current': 2,
      'vcpu.maximum': 4,
      'vcpu.0.time': 1_000_000_000,
      'vcpu.2.time': 500_000_000,
      'net.count': 1,
      'net.0.name': 'vnet3',
      'net.0.rx.bytes': 90,
      'net.0.rx.pkts': 1,
      'net.0.rx.errs': 0,
      'net.0.rx.drop': 2,
      'net.0.tx.bytes': 180,
      'net.0.tx.pkts': 3,
      'net.0.tx.errs': 0,
      'net.0.tx.drop': 0,
      'block.count': 1,
      'block.0.name': 'vda',
      'block.0.rd.bytes': 9_007_199_254_740_993n,
      'block.0.rd.reqs': 10,
      'block.0.wr.bytes': 4096,
      'block.0.wr.reqs': 1,
      'block.0.allocation': 8192,
    };
    expect(usageOf(stats, nics)).toEqual({
      cpu: 2.5,
      vcpus: [1, 0, 0.5, 0],
      memory: { balloon: 1_048_576, resident: 524_288, visible: 1_024_000, usable: 256_000 },
      disks: [
        {
          target: 'vda',
          read: { bytes: 9_007_199_254_740_992, requests: 10 },
          written: { bytes: 4096, requests: 1 },
          allocation: 8192,
        },
      ],
      nics: [
        {
          mac: '52:54:00:00:00:01',
          received: { bytes: 90, packets: 1, errors: 0, drops: 2 },
          sent: { bytes: 180, packets: 3, errors: 0, drops: 0 },
        },
      ],
    });
  });

  it('leave out what libvirt leaves out: of a QEMU that is busy, of user networking', () => {
    expect(usageOf({ 'vcpu.maximum': 1, 'net.count': 1 }, nics)).toEqual({ vcpus: [0], disks: [], nics: [] });
    expect(usageOf({ 'block.count': 1, 'block.0.name': 'vda' }, nics).disks).toEqual([{ target: 'vda' }]);
  });

  it('name no interface while places say nothing', () => {
    const two = { 'net.count': 2, 'net.0.rx.bytes': 1, 'net.0.tx.bytes': 1 };
    expect(usageOf(two, nics).nics).toEqual([]);
  });
});
