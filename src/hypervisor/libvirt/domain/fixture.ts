/** A domain as libvirt writes it, with what a careless editor would lose. */
export const domainXml = ({
  os = "<type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>\n    <boot dev='hd'/>\n    <boot dev='network'/>",
  osAttributes = '',
  disks = `<disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/vda'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='block' device='cdrom'>
      <driver name='qemu' type='raw'/>
      <target dev='hdc' bus='ide'/>
      <readonly/>
    </disk>`,
  metadata = `<other:thing xmlns:other="urn:other" keep="1"><other:deep/></other:thing><!-- kept -->`,
  devices = '',
}: {
  readonly os?: string;
  readonly osAttributes?: string;
  readonly disks?: string;
  readonly metadata?: string;
  readonly devices?: string;
} = {}): string => `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>m &amp; n</name>
  <uuid>6E0C8B38-7C9D-4C8E-9D5A-6D7F0A7C3B11</uuid>
  <metadata>
    ${metadata}
  </metadata>
  <memory unit='KiB'>1048576</memory>
  <vcpu placement='static'>2</vcpu>
  <os${osAttributes}>
    ${os}
  </os>
  <features>
    <acpi/>
  </features>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    ${disks}
    <interface type='network'>
      <mac address='52:54:00:AA:00:01'/>
      <source network='default'/>
      <model type='virtio'/>
    </interface>
    <interface type='network'>
      <mac address='52:54:00:aa:00:02'/>
      <source network='lab'/>
      <link state='down'/>
    </interface>
    ${devices}
    <graphics type='vnc' port='-1' autoport='yes' passwd='s&quot;ecret'/>
  </devices>
  <qemu:commandline>
    <qemu:arg value='-no-shutdown'/>
  </qemu:commandline>
</domain>
`;
