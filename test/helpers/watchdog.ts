import type { TestMachine } from './machines.js';
import { waitFor } from './wait.js';

/**
 * Writes to the configuration space of the machine's i6300ESB what a driver would: its fast clock (register 60h, bit 2)
 * and then the start (68h, bit 1). Nobody feeds it, so it runs out in two seconds (Intel 300641-004, "Watch Dog Timer").
 */
export const armWatchdog = async (machine: TestMachine): Promise<void> => {
  const monitor = (line: string): Promise<string> => machine.virsh('qemu-monitor-command', '--hmp', line);
  const address = await waitFor('the watchdog on its bus', async () => {
    const found = /Bus +(\d+), device +(\d+), function +(\d+):\s+[^\n]*PCI device 8086:25ab/.exec(
      await monitor('info pci'),
    );
    if (!found) return undefined;
    const [bus = 0, device = 0, fn = 0] = found.slice(1).map(Number);
    return 0x8000_0000 + (bus << 16) + (device << 11) + (fn << 8);
  });
  // The two ports by which a PC reaches configuration space (PCI 3.0, 3.2.2.3.2).
  const write = async (register: number, size: string, value: number): Promise<void> => {
    await monitor(`o /w 0xcf8 0x${(address + register).toString(16)}`);
    await monitor(`o /${size} 0xcfc ${value}`);
  };
  await write(0x60, 'h', 0x04);
  await write(0x68, 'b', 0x02);
};
