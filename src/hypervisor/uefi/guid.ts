/** GUIDs as UEFI lays them out: the first three groups little-endian (UEFI 2.10, appendix A). */

/** `8be4df61-93ca-11d2-aa0d-00e098032b8c`, of 16 bytes at `offset`. */
export function readGuid(bytes: Buffer, offset: number): string {
  const groups = [
    Buffer.from(bytes.subarray(offset, offset + 4)).reverse(),
    Buffer.from(bytes.subarray(offset + 4, offset + 6)).reverse(),
    Buffer.from(bytes.subarray(offset + 6, offset + 8)).reverse(),
    bytes.subarray(offset + 8, offset + 10),
    bytes.subarray(offset + 10, offset + 16),
  ];
  return groups.map((group) => group.toString('hex')).join('-');
}

export function guidBytes(guid: string): Buffer {
  const [a = '', b = '', c = '', ...rest] = guid.split('-');
  const little = [a, b, c].map((group) => Buffer.from(group, 'hex').reverse());
  return Buffer.concat([...little, Buffer.from(rest.join(''), 'hex')]);
}
