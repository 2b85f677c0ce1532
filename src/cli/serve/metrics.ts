/** `GET /metrics`: names and labels are few and bounded; none holds a machine, user or URL. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Access } from '../../http/app.js';
import type { Hypervisor } from '../../hypervisor/port.js';

export interface Metrics {
  readonly observe: (access: Access) => void;
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>;
}

export interface Measured {
  readonly hypervisors: readonly Hypervisor[];
  /** All machines that are served. */
  readonly fleet: Hypervisor;
  /** Calls to libvirt so far, by procedure. */
  readonly libvirtCalls: ReadonlyMap<string, number>;
  /** Bytes of the image cache on disk. */
  readonly cacheBytes: () => Promise<number>;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);

export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'] as const;
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'redfish_emu_requests_total',
    help: 'Requests answered',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'redfish_emu_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  addStanding(measured, registers);

  return {
    observe({ method, route = 'none', status, milliseconds }) {
      const labels = { method: methods.has(method) ? method : 'other', route };
      requests.inc({ ...labels, status: String(status) });
      seconds.observe(labels, milliseconds / 1000);
    },
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function addStanding({ hypervisors, fleet, libvirtCalls, cacheBytes }: Measured, registers: Registry[]): void {
  const up = new Gauge({
    name: 'redfish_emu_hypervisor_up',
    help: '1 while the hypervisor answers',
    labelNames: ['hypervisor'],
    registers,
    collect() {
      for (const { name, available } of hypervisors) up.set({ hypervisor: name }, available ? 1 : 0);
    },
  });
  const machines = new Gauge({
    name: 'redfish_emu_machines',
    help: 'Machines by power state, as last known',
    labelNames: ['power'],
    registers,
    async collect() {
      machines.reset();
      if (!hypervisors.some(({ available }) => available)) return;
      for (const { power } of await fleet.machines()) machines.inc({ power });
    },
  });
  const calls = new Counter({
    name: 'redfish_emu_libvirt_calls_total',
    help: 'Calls to libvirt, by procedure',
    labelNames: ['procedure'],
    registers,
    collect() {
      calls.reset();
      for (const [procedure, count] of libvirtCalls) calls.inc({ procedure }, count);
    },
  });
  const cache = new Gauge({
    name: 'redfish_emu_media_cache_bytes',
    help: 'Disk that fetched images occupy',
    registers,
    async collect() {
      cache.set(await cacheBytes());
    },
  });
}
