/** A machine's processors, one for each socket that has a processor in it. */
import type { Machine, MemoryModule } from '../hypervisor/port.js';

export interface Socket {
  readonly index: number;
  readonly cores: number;
  readonly threads: number;
}

/**
 * vCPUs fill one socket after the other. Sockets for processors that could be plugged in are not listed: clients add
 * up what is there.
 */
export const socketsOf = ({ processors }: Machine): readonly Socket[] => {
  const { coresPerSocket, threadsPerCore, online } = processors;
  const perSocket = coresPerSocket * threadsPerCore;
  return Array.from({ length: Math.ceil(online / perSocket) }, (_, index) => {
    const threads = Math.min(perSocket, online - index * perSocket);
    return { index, threads, cores: Math.ceil(threads / threadsPerCore) };
  });
};

/** Those that have one of these vCPUs. */
export const socketsWith = (machine: Machine, vcpus: readonly number[]): readonly Socket[] => {
  const { coresPerSocket, threadsPerCore } = machine.processors;
  const indices = new Set(vcpus.map((vcpu) => Math.floor(vcpu / (coresPerSocket * threadsPerCore))));
  return socketsOf(machine).filter(({ index }) => indices.has(index));
};

/** In the same NUMA node as this socket, or one of its: empty where the machine has no nodes. */
export const modulesNear = (machine: Machine, { index }: Socket): readonly MemoryModule[] =>
  machine.memory.modules.filter(({ vcpus }) => vcpus && socketsWith(machine, vcpus).some((one) => one.index === index));

export const processorId = ({ index }: Socket): string => `CPU${index}`;

/** `Processor.ProcessorArchitecture` and `InstructionSet` of libvirt's names. */
const families: readonly (readonly [RegExp, string, string])[] = [
  [/^x86_64$/, 'x86', 'x86-64'],
  [/^i[3-6]86$/, 'x86', 'x86'],
  [/^aarch64$/, 'ARM', 'ARM-A64'],
  [/^arm/, 'ARM', 'ARM-A32'],
  [/^riscv64$/, 'RISC-V', 'RV64'],
  [/^riscv32$/, 'RISC-V', 'RV32'],
  [/^ppc/, 'Power', 'PowerISA'],
  [/^mips64/, 'MIPS', 'MIPS64'],
  [/^mips/, 'MIPS', 'MIPS32'],
];

export const readArchitecture = (name: string) => {
  const [, architecture = 'OEM', instructions = 'OEM'] = families.find(([pattern]) => pattern.test(name)) ?? [];
  return { ProcessorArchitecture: architecture, InstructionSet: instructions };
};
