import { type Hypervisor as Connection, LibvirtError } from '../../../libvirt/index.js';
import type { Document, Documents } from '../domain/documents.js';
import { architectureOf, readMode } from '../domain/firmware.js';
import { attributeAt, children, find, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import type { Descriptors, FirmwareDescriptor } from './descriptors.js';

/** The flash of a UEFI machine: files on the hypervisor's host. */
export interface Flash {
  readonly loader: string;
  /** The machine's own variables. Not there before its first start. */
  readonly store: string;
  /** What libvirt makes the store of. */
  readonly template?: string;
}

/** Undefined where the machine has no UEFI, or libvirt does not say where it would take it from. */
export async function flashOf(
  connection: Connection,
  descriptors: Descriptors,
  { live, config }: Documents,
): Promise<Flash | undefined> {
  const document = live ?? config;
  if (!document || readMode(document.root) !== 'UEFI') return undefined;
  const said = readFlash(document.root);
  const { loader, store } = said.loader && said.store ? said : { ...(await planned(connection, document)), ...said };
  if (!loader || !store) return undefined;
  const template = said.template ?? templateOf(await descriptors.all(), loader, document.root);
  return { loader, store, ...(template && { template }) };
}

type Said = { readonly [K in keyof Flash]?: string | undefined };

/** What the XML names. A definition leaves out what libvirt chooses at the start, older libvirts for good. */
export function readFlash(domain: XmlElement): Said {
  const os = find(domain, 'os');
  const nvram = find(os, 'nvram');
  const template = attributeAt(os, ['nvram'], 'template');
  const store = nvram?.text.trim() || find(nvram, 'source')?.attributes.file;
  const loader = textAt(os, 'loader')?.trim();
  return { ...(loader && { loader }), ...(store && { store }), ...(template && { template }) };
}

/** What libvirt would choose if it started the machine now. It writes QEMU's command line, and starts nothing. */
async function planned(connection: Connection, { text }: Document): Promise<Said> {
  try {
    return parseFlash(await connection.domainXmlToNative('qemu-argv', text));
  } catch (error) {
    if (error instanceof LibvirtError && error.kind === 'remote') return {};
    throw error;
  }
}

/** libvirt has node names of its own for the two flash chips. */
export function parseFlash(commandLine: string): Said {
  const nodes = new Map(
    [...commandLine.matchAll(/-blockdev '(\{[^']*\})'/g)].map(([, json = '{}']) => {
      const node: { readonly 'node-name'?: string; readonly filename?: string } = JSON.parse(json);
      return [node['node-name'], node.filename];
    }),
  );
  return { loader: nodes.get('libvirt-pflash0-storage'), store: nodes.get('libvirt-pflash1-storage') };
}

function templateOf(all: readonly FirmwareDescriptor[], loader: string, domain: XmlElement): string | undefined {
  const enrolled = hasFeature(domain, 'enrolled-keys');
  const same = all.filter((one) => one.loader === loader);
  return (same.find(({ features }) => features.includes('enrolled-keys') === enrolled) ?? same[0])?.template;
}

/** The template whose keys a machine of this architecture gets when it asks for enrolled ones. */
export function enrolledTemplate(all: readonly FirmwareDescriptor[], loader: string, domain: XmlElement) {
  const enrolled = all.filter(
    ({ features, architectures }) =>
      features.includes('enrolled-keys') && architectures.includes(architectureOf(domain)),
  );
  return (enrolled.find((one) => one.loader === loader) ?? enrolled[0])?.template;
}

const hasFeature = (domain: XmlElement, name: string): boolean =>
  children(find(domain, 'os', 'firmware'), 'feature').some(
    ({ attributes }) => attributes.name === name && attributes.enabled === 'yes',
  );
