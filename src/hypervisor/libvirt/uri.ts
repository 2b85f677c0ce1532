/**
 * What is to be known of a libvirt URI before it is dialled: how it is called in public, and whether the daemon runs
 * on this machine, so that it can be given files of ours. Throws `TypeError` where it is no URI at all.
 */
export function describeUri(uri: string): { readonly name: string; readonly local: boolean } {
  const parsed = new URL(uri);
  const transport = parsed.protocol.slice(0, -1).split('+')[1];
  const local = parsed.host === '' && (transport === undefined || transport === 'unix');
  return { name: uri.replace(/^([^:/?#]+:\/\/)[^@/?#]*@/, '$1'), local };
}
