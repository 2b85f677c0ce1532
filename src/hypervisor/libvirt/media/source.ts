import { HypervisorError, type MediumSource } from '../../port.js';
import { escapeXml } from '../xml/entities.js';

/** Where QEMU reads a medium: `<disk type=...>` and its `<source>`. */
export interface DiskSource {
  readonly type: 'file' | 'network';
  readonly markup: string;
}

const ports: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * A file is shared by many machines, so libvirt must not give it to the one that starts last: `relabel='no'` for
 * file owners (`dac`). SELinux and AppArmor stay as they are: they label a read-only image so that all may read it,
 * or learn from the definition what to allow.
 */
export function diskSource(source: MediumSource): DiskSource {
  if (source.kind === 'file') {
    const label = "<seclabel model='dac' relabel='no'/>";
    // An image that is gone must not keep the machine from starting; the drive is then empty, and read as such.
    const markup = `<source file='${escapeXml(source.path)}' startupPolicy='optional'>${label}</source>`;
    return { type: 'file', markup };
  }
  const url = new URL(source.url);
  const protocol = url.protocol.slice(0, -1);
  const port = url.port || ports[protocol];
  if (port === undefined) throw new HypervisorError('unsupported', `QEMU cannot be given a ${protocol} URL to read`);
  if (url.username !== '' || url.password !== '') {
    throw new HypervisorError('unsupported', 'an image that needs a password cannot be streamed; use Upload');
  }
  // libvirt puts name and query into the URL as they are, so they stay encoded.
  const query = url.search === '' ? '' : ` query='${escapeXml(url.search.slice(1))}'`;
  const host = `<host name='${escapeXml(url.hostname.replace(/^\[|\]$/g, ''))}' port='${port}'/>`;
  const verify = protocol === 'https' ? `<ssl verify='${source.verifyCertificate ? 'yes' : 'no'}'/>` : '';
  const name = escapeXml(url.pathname.slice(1));
  return {
    type: 'network',
    markup: `<source protocol='${protocol}' name='${name}'${query}>${host}${verify}</source>`,
  };
}
