/**
 * A libvirt daemon in memory, for as much as a lab uses of it. It answers the calls of the wire in the client's place of
 * a connection, so that everything above is the real client. What it has no answer for it refuses, as a daemon does.
 */
import { element, writeXml } from '../../../lab/libvirt/xml.js';
import { LibvirtError, type Link, remote } from '../../../src/libvirt/index.js';
import { createHypervisor, type Hypervisor } from '../../../src/libvirt/objects/hypervisor/hypervisor.js';
import { type Answers, answer, refusal } from './answers.js';
import { domainAnswers } from './domains.js';
import { networkAnswers } from './networks.js';
import { storageAnswers } from './storage.js';

/** What tells one host from another. */
export interface MemoryHost {
  readonly version: string;
  readonly kvm: boolean;
}

const hostAnswers = (version: bigint, kvm: boolean): Answers =>
  new Map<string, (args: never) => unknown>([
    answer(remote.CONNECT_SUPPORTS_FEATURE, () => ({ supported: 1 })),
    answer(remote.CONNECT_GET_LIB_VERSION, () => ({ lib_ver: version })),
    answer(remote.NODE_GET_INFO, () => ({
      model: 'x86_64',
      memory: 2n ** 30n,
      cpus: 128,
      mhz: 3000,
      nodes: 1,
      sockets: 2,
      cores: 32,
      threads: 2,
    })),
    answer(remote.CONNECT_GET_CAPABILITIES, () => ({
      capabilities: writeXml(
        element('capabilities', {}, [
          element('guest', {}, [
            element(
              'arch',
              { name: 'x86_64' },
              ['qemu', ...(kvm ? ['kvm'] : [])].map((type) => element('domain', { type })),
            ),
          ]),
        ]),
      ),
    })),
  ]);

/** A connection that breaks at its so many-th call that changes something: before it is done, or before the answer. */
export interface Break {
  readonly at: number;
  readonly when: 'before' | 'after';
}

export interface MemoryLibvirt {
  /** Each with the same daemon behind it. */
  connect(end?: Break): Hypervisor;
}

const reads = /_(GET|IS|LIST|LOOKUP|SUPPORTS)_/;

export const createMemoryLibvirt = ({ version, kvm }: MemoryHost = { version: '11.5.0', kvm: true }): MemoryLibvirt => {
  const [major = 0n, minor = 0n, micro = 0n] = version.split('.').map(BigInt);
  const answers: Answers = new Map([
    ...hostAnswers(major * 1_000_000n + minor * 1000n + micro, kvm),
    ...networkAnswers(),
    ...storageAnswers(),
    ...domainAnswers(),
  ]);

  const linkTo = (end: Break | undefined): Link => {
    let changes = 0;
    let broken = false;
    const lost = (): LibvirtError => {
      broken = true;
      return new LibvirtError('unavailable', 'the daemon closed the connection');
    };
    return {
      uri: 'memory:///',
      state: 'up',
      reason: undefined,
      async call(procedure, args) {
        const give = answers.get(procedure.name) as ((args: unknown) => unknown) | undefined;
        if (give === undefined) throw refusal('NO_SUPPORT', `this function is not supported: ${procedure.name}`);
        // As over a socket: others go on meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
        if (broken) throw lost();
        if (!reads.test(procedure.name)) changes += 1;
        const last = end !== undefined && changes >= end.at;
        if (last && end.when === 'before') throw lost();
        const given = (await give(args)) as never;
        if (last) throw lost();
        return given;
      },
      stream: async () => {
        throw refusal('NO_SUPPORT', 'streams');
      },
      subscribe: async () => () => undefined,
      onState: () => () => undefined,
      close: async () => undefined,
    };
  };
  return { connect: (end) => createHypervisor(linkTo(end)) };
};
