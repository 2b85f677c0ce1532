/** Whether the hypervisors can run the machines. */
import { isLibvirtError } from '../../../src/libvirt/index.js';
import { machinesOn } from '../../kinds/site.js';
import type { Survey } from '../../libvirt/survey.js';
import { all, first, readXml, type XmlNode } from '../../libvirt/xml.js';
import { capacityOf } from '../../operate/capacity.js';
import { planProblems } from '../../plan/plan.js';
import { hostProblems, needsOf } from '../../spec/checks/capacity.js';
import type { LabMachine } from '../../spec/types.js';
import { fail, judge, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

const hostOf = ({ spec }: Survey): string => `host/${spec.name}`;

const virtualisation = ({ site }: Subject): readonly Result[] =>
  site.surveys.map((here) => {
    const machines = machinesOn(site, here);
    const kinds = new Set(machines.map(({ virt }) => virt));
    const of = hostOf(here);
    if (here.kvm) return pass(of, 'KVM');
    if (kinds.has('kvm'))
      return fail(
        of,
        'no KVM, which flavors ask for',
        'Switch on VT-x or AMD-V (nested, in a virtual machine), and load kvm_intel or kvm_amd',
      );
    if (kinds.has('auto'))
      return warn(
        of,
        'no KVM: machines are emulated',
        'An installation takes hours so. VT-x or AMD-V may be off, or no module kvm_intel or kvm_amd loaded',
      );
    return pass(of, 'emulation, as flavors say');
  });

/** As `lab create` reckons; a lab that stands already is looked at, too. */
const capacity = ({ lab, site }: Subject): Promise<readonly Result[]> =>
  Promise.all(
    site.surveys.map(async (here) => {
      const facts = { ...(await capacityOf(site, here)), routes: [] };
      const problems = hostProblems(lab, here.spec, facts);
      const value = needsOf(lab, here.spec, facts)
        .map(({ what, need, have, shown }) => `${what} ${shown(need)} of ${shown(have)}`)
        .join(', ');
      const remedies = [...new Set(problems.map(({ remedy }) => remedy))].join('; ');
      return judge(
        hostOf(here),
        problems.map(({ message }) => message),
        value,
        remedies,
      );
    }),
  );

/** Its domain capabilities (https://libvirt.org/formatdomaincaps.html); undefined: that hypervisor has none. */
const capabilities = async ({ connection, host, kvm }: Survey, machine: LabMachine): Promise<XmlNode | undefined> => {
  const virttype = machine.virt === 'auto' ? (kvm ? 'kvm' : 'qemu') : machine.virt;
  try {
    return await readXml(
      await connection.getDomainCapabilities({ arch: host.model, machine: machine.machine, virttype }),
    );
  } catch (error) {
    if (isLibvirtError(error, 'NO_SUPPORT')) return undefined;
    throw error;
  }
};

const offers = (tree: XmlNode, path: string, name: string, value: string): boolean =>
  all(tree, `${path}/enum`)
    .filter(({ attributes }) => attributes.name === name)
    .some((found) => all(found, 'value').some(({ text }) => text === value));

/** What the machine needs, and this hypervisor does not offer. */
const missing = (tree: XmlNode, { firmware, secureBoot, tpm, machine }: LabMachine): readonly string[] => [
  ...(firmware === 'uefi' && !offers(tree, 'os', 'firmware', 'efi') ? [`no UEFI firmware for ${machine}`] : []),
  ...(secureBoot && !offers(tree, 'os/loader', 'secure', 'yes') ? [`no firmware with secure boot for ${machine}`] : []),
  ...(tpm && first(tree, 'devices/tpm')?.attributes.supported !== 'yes' ? ['no TPM'] : []),
];

const firmware = async (subject: Subject): Promise<readonly Result[]> =>
  Promise.all(
    subject.site.surveys.map(async (here) => {
      const machines = machinesOn(subject.site, here);
      const needs = machines.filter(({ firmware: kind, tpm }) => kind === 'uefi' || tpm);
      if (needs.length === 0) return skip(hostOf(here), 'all machines have a BIOS');
      // Machines of a flavor need the same.
      const flavors = new Map(
        needs.map((one) => [[one.machine, one.virt, one.firmware, one.secureBoot, one.tpm].join(), one]),
      );
      const trees = await Promise.all(
        [...flavors.values()].map(async (machine) => ({ machine, tree: await capabilities(here, machine) })),
      );
      if (trees.some(({ tree }) => tree === undefined)) return skip(hostOf(here), 'this hypervisor has no firmware');
      const wrong = trees.flatMap(({ machine, tree }) => (tree === undefined ? [] : missing(tree, machine)));
      const wanted = [
        'UEFI',
        ...(needs.some(({ secureBoot }) => secureBoot) ? ['secure boot'] : []),
        ...(needs.some(({ tpm }) => tpm) ? ['TPM'] : []),
      ];
      const hint =
        'Install OVMF (package ovmf or edk2-ovmf) and, for a TPM, swtpm; or say firmware: bios of the flavor';
      return judge(hostOf(here), [...new Set(wrong)], wanted.join(', '), hint);
    }),
  );

const obstacles = ({ site }: Subject): readonly Result[] => {
  const problems = planProblems(site);
  return problems.length === 0
    ? [pass('', 'nothing')]
    : problems.map((problem) => fail('', problem, 'lab plan tells the same, and lab create stops at it'));
};

export const hostProbes: readonly Probe[] = [
  {
    id: 'host.virtualisation',
    phase: 'host',
    scope: 'lab',
    what: 'hypervisors run machines as flavors ask',
    run: virtualisation,
  },
  { id: 'host.capacity', phase: 'host', scope: 'lab', what: 'the machines fit on their hypervisors', run: capacity },
  {
    id: 'host.firmware',
    phase: 'host',
    scope: 'lab',
    what: 'hypervisors offer the firmware and TPMs that flavors ask for',
    run: firmware,
  },
  {
    id: 'host.obstacles',
    phase: 'host',
    scope: 'lab',
    what: "nothing of somebody else's is in the lab's way",
    run: obstacles,
  },
];
