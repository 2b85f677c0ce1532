import type { Hypervisor, Measured } from '../port.js';

/** The figures of several hypervisors' machines. One that does not answer takes only its own out; if none does, throws. */
export async function measureAll(hypervisors: readonly Hypervisor[]): Promise<ReadonlyMap<string, Measured>> {
  const answers = await Promise.allSettled(hypervisors.flatMap(({ metrics }) => (metrics ? [metrics.measure()] : [])));
  const maps = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failure = answers.find((answer) => answer.status === 'rejected');
  if (maps.length === 0 && failure !== undefined) throw failure.reason;
  const [only, ...others] = maps;
  return only !== undefined && others.length === 0 ? only : new Map(maps.flatMap((map) => [...map]));
}
