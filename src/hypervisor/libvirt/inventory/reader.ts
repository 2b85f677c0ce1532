import { type Domain, DomainXmlFlags } from '../../../libvirt/index.js';
import type { Machine } from '../../port.js';
import type { BootsHeard } from '../boot/progress.js';
import { withoutOverride } from '../domain/compose.js';
import { type Document, document, recordOf } from '../domain/documents.js';
import { buildMachine } from '../domain/machine.js';
import { resetTypesOf } from '../power/types.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import type { Capabilities } from './capabilities.js';
import { type Guests, guestAddresses } from './guests.js';
import type { HostDeviceReader } from './host-devices.js';
import type { Leases } from './leases.js';
import type { Sizes } from './sizes.js';

/** What one look at a domain yields. */
export interface Reading {
  readonly machine: Machine;
  /** Our metadata speaks of something that may have been cut short, or that a boot ends. */
  readonly unsettled: boolean;
}

export interface ReaderParts {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly leases: Leases;
  readonly sizes: Sizes;
  readonly guests: Guests;
  readonly hostDevices: HostDeviceReader;
  readonly isQemu: () => boolean;
  readonly installs: boolean;
  readonly heard: (id: string) => BootsHeard | undefined;
}

/** Reads one domain. Neither the XML nor its tree is kept. Rejects with `NO_DOMAIN` when it is gone. */
export async function readDomain(domain: Domain, parts: ReaderParts): Promise<Reading> {
  const [status, persistent, text] = await Promise.all([domain.getState(), domain.isPersistent(), domain.toXml()]);
  const first = document(text);
  // libvirt numbers the running ones: unlike the state, this comes with the XML in one answer.
  const live = first.root.attributes.id === undefined ? undefined : first;
  const config = !persistent ? undefined : live ? document(await domain.toXml(DomainXmlFlags.INACTIVE)) : first;
  const next = (config ?? first).root;
  const [autostart, modes, offers, cpus, hostSysinfo, addresses, sizes, hostDevices] = await Promise.all([
    config ? domain.getAutostart() : false,
    parts.capabilities.modes(next),
    config && parts.isQemu() ? parts.capabilities.setup(next) : undefined,
    parts.capabilities.cpus(next),
    parts.capabilities.hostSysinfo(first.root),
    parts.leases.of(live?.root),
    parts.sizes.of(domain, first.root),
    parts.hostDevices.of(first.root),
  ]);
  const guest = parts.guests.of(domain, live?.root, status);
  const machine = buildMachine({
    hypervisor: parts.name,
    status,
    heard: parts.heard(domain.uuid),
    autostart,
    modes: config ? modes : modes.slice(0, 1),
    ...(offers && { offers }),
    ...(live && config ? { startedWithBios: live.record.state?.biosPendingSince } : {}),
    installs: parts.installs,
    cpus,
    hostSysinfo,
    addresses: guestAddresses(addresses, guest),
    hostName: guest?.hostName,
    hostDevices,
    sizes,
    record: recordOf({ status, ...(live ? { live } : {}), ...(config ? { config } : {}) }),
    resetTypes: resetTypesOf(next, { persistent, isQemu: parts.isQemu() }),
    live: live?.root,
    config: config && withOwnOrder(config),
  });
  return { machine, unsettled: isUnsettled(live) || isUnsettled(config) };
}

const withOwnOrder = ({ text, root, record }: Document): XmlElement =>
  record.savedOrder ? parseXml(withoutOverride(text)) : root;

function isUnsettled(document: Document | undefined): boolean {
  if (!document) return false;
  const { override, media, restarting, armed } = document.record;
  return Boolean(override || restarting || armed || (media && Object.keys(media).length > 0));
}
