import { createRequire } from 'node:module';
import { run } from '../helpers/run.js';

const autocannon = createRequire(import.meta.url).resolve('autocannon');

export interface Load {
  /** Answers per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** GETs one URL from a process of its own, over so many kept connections; anything but 2xx is an error. */
export const load = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  { connections = 50, seconds = 4 } = {},
): Promise<Load> => {
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const json = await run(
    [process.execPath, autocannon, '-j', '-c', `${connections}`, '-d', `${seconds}`, ...fields, url],
    { timeout: 120_000 },
  );
  const { requests, latency, non2xx, errors } = JSON.parse(json) as {
    requests: { average: number };
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
  };
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} failed`);
  return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
};
