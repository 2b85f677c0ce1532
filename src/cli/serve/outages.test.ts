import { afterEach, expect, it, vi } from 'vitest';
import { createMemoryHypervisor } from '../../hypervisor/memory.js';
import { tellOutages } from './outages.js';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

it('says that a hypervisor is away and why, once, and when it is back', async () => {
  const hypervisor = createMemoryHypervisor({ powerDelay: 0 });
  hypervisor.start();
  const told: string[] = [];
  const tell = (fields: object, message: string) => void told.push(`${message} ${JSON.stringify(fields)}`);
  ends.push(tellOutages([hypervisor], { info: tell, warn: tell }, 0));
  hypervisor.setAvailable(false);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatch(/^hypervisor away: trying again .*"reason":".+"/);
  hypervisor.setAvailable(true);
  expect(told.slice(1)).toEqual([`hypervisor answers again {"hypervisor":"${hypervisor.name}"}`]);
  await hypervisor.close();
});

it('says so too where it never answered', async () => {
  const hypervisor = createMemoryHypervisor({ powerDelay: 0 });
  hypervisor.start();
  hypervisor.setAvailable(false);
  const warned: string[] = [];
  const warn = (_: object, message: string) => void warned.push(message);
  ends.push(tellOutages([hypervisor], { info: () => {}, warn }, 0));
  await vi.waitFor(() => expect(warned).toEqual(['hypervisor away: trying again']));
  await hypervisor.close();
});
