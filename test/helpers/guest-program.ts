/**
 * What the probes run once GRUB has loaded it: Multiboot programs (Multiboot Specification 0.6.96, 3.1: the header with
 * explicit addresses, so that no ELF is needed), loaded and entered at 1 MiB in 32-bit mode. GRUB itself would keep a
 * processor busy while it waits; these halt it.
 */
const header = Buffer.from('02b0ad1b00000100fe4f51e40000100000001000000000000000000020001000', 'hex');

const program = (lines: readonly string[]): Buffer =>
  Buffer.concat([header, ...lines.map((line) => Buffer.from(line.replace(/ .*/, ''), 'hex'))]);

/** Interrupts off for good: hears neither the ACPI power button nor anything else. */
export const deaf = program(['fa cli', 'f4 hlt', 'ebfd jmp to hlt']);

/** Says on the first serial port what it hears there, for ever. */
export const echo = program([
  '66bafd03 next: dx = 0x3fd',
  'eca80174f7 a byte has come, else next',
  '66baf803ecee dx = 0x3f8; in, out',
  'ebef jmp next',
]);

/**
 * Asks for the ACPI power button event and sleeps; when it comes, says `probe: power button` on the first serial port
 * and turns itself off (S5). QEMU has the ACPI PM1 registers at 0x600 on pc and q35. The timer interrupt wakes it 18
 * times a second to look.
 */
export const polite = program([
  'fa0f0115c8001000 cli; lgdt gdtr',
  'ea2f0010000800 jmp 8:next',
  '66b810008ed88ec08ed0 next: ds, es, ss = 16',
  'bc000018000f011dce001000 esp = 0x180000; lidt idtr',
  'b011e620b020e621b004e621b001e621 8259: vectors from 0x20',
  'b0fee621b0ffe6a1 8259: the timer only',
  'b034e64331c0e640e640 8254: slowest rate',
  '66ba020666b8000166ef PM1_EN = PWRBTN_EN',
  'fbf4 wait: sti; hlt',
  '66ba000666edf6c40174f3 PM1_STS & PWRBTN_STS, else wait',
  'bed400100066baf803 esi = text; dx = 0x3f8',
  'ac84c07403eeebf8 write up to the zero',
  '66ba040666b8002066ef PM1_CNT = SLP_EN, S5',
  'f4ebfd hlt for ever',
  '50b020e62058cf timer: end of interrupt; iret',
  '8d74260090 padding',
  '9c000800008e1000 interrupt gate 0x20: timer',
  '0000000000000000ffff0000009acf00ffff00000092cf00 gdt: null, code, data',
  '1700b0001000 gdtr',
  '0701a8ff0f00 idtr: so that gate 0x20 is the one above',
  `${Buffer.from('\r\nprobe: power button\r\n\0').toString('hex')} text`,
]);
