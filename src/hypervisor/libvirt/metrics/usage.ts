import type { Parameters } from '../../../libvirt/index.js';
import type { DiskTraffic, Nic, NicUsage, Traffic, Usage } from '../../port.js';
import { present } from '../domain/hardware.js';

const kibibyte = 1024;
const nanoseconds = 1e9;

/** Reads `virConnectGetAllDomainStats` of one domain; names are those of libvirt's manual (`block.0.rd.bytes`). */
export function usageOf(stats: Parameters, nics: readonly Nic[]): Usage {
  const figure = (name: string): number | undefined => {
    const value = stats[name];
    return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
  };
  const scaled = (name: string, scale: number) => {
    const value = figure(name);
    return value === undefined ? undefined : value * scale;
  };
  const each = <T>(count: string, read: (index: number) => T | undefined): readonly T[] =>
    Array.from({ length: figure(count) ?? 0 }, (_, index) => read(index)).flatMap((one) => (one ? [one] : []));

  const requests = (index: number, way: string) => {
    const bytes = figure(`block.${index}.${way}.bytes`);
    const times = figure(`block.${index}.${way}.reqs`);
    return bytes === undefined || times === undefined ? undefined : { bytes, requests: times };
  };
  const disk = (index: number): DiskTraffic | undefined => {
    const target = stats[`block.${index}.name`];
    if (typeof target !== 'string') return undefined;
    const allocation = figure(`block.${index}.allocation`);
    return { target, ...present({ read: requests(index, 'rd'), written: requests(index, 'wr'), allocation }) };
  };
  const traffic = (index: number, way: string): Traffic | undefined => {
    const bytes = figure(`net.${index}.${way}.bytes`);
    if (bytes === undefined) return undefined;
    const count = (what: string) => figure(`net.${index}.${way}.${what}`) ?? 0;
    return { bytes, packets: count('pkts'), errors: count('errs'), drops: count('drop') };
  };
  const nic = (index: number): NicUsage | undefined => {
    const mac = nics[index]?.mac;
    const received = traffic(index, 'rx');
    const sent = traffic(index, 'tx');
    return mac !== undefined && received && sent ? { mac, received, sent } : undefined;
  };

  const memory = present({
    balloon: scaled('balloon.current', kibibyte),
    resident: scaled('balloon.rss', kibibyte),
    visible: scaled('balloon.available', kibibyte),
    usable: scaled('balloon.usable', kibibyte),
  });
  // Those that are offline are left out there, and the others keep their numbers.
  const vcpus = Array.from({ length: figure('vcpu.maximum') ?? 0 }, (_, index) => figure(`vcpu.${index}.time`) ?? 0);
  return {
    ...present({ cpu: scaled('cpu.time', 1 / nanoseconds) }),
    vcpus: vcpus.map((time) => time / nanoseconds),
    ...(Object.keys(memory).length > 0 && { memory }),
    disks: each('block.count', disk),
    // Interfaces have no MAC address there, only their place: while one is plugged in or out, places say nothing.
    nics: figure('net.count') === nics.length ? each('net.count', nic) : [],
  };
}
