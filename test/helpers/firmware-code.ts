/** One firmware volume of this size that is as its specification wants it (PI 1.7 volume 3, 3.2.1), with nothing in it. */
export const firmwareCode = (size: number, marker = ''): Buffer => {
  const header = 72;
  const bytes = Buffer.alloc(size, 0xff);
  bytes.fill(0, 0, header);
  // EFI_FIRMWARE_FILE_SYSTEM2_GUID.
  bytes.write('78e58c8c3d8a1c4f9935896185c32dd3', 16, 'hex');
  bytes.writeBigUInt64LE(BigInt(size), 32);
  bytes.write('_FVH', 40);
  bytes.writeUInt16LE(header, 48);
  let sum = 0;
  for (let offset = 0; offset < header; offset += 2) sum += bytes.readUInt16LE(offset);
  bytes.writeUInt16LE((0x10000 - (sum & 0xffff)) & 0xffff, 50);
  bytes.write(marker, size - 64);
  return bytes;
};
