import { machinesOn, type Site } from '../kinds/site.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { PlanError } from '../plan/change.js';
import type { LabMachine } from '../spec/types.js';

/** A machine of the lab where it is. */
export interface PlacedMachine {
  readonly machine: LabMachine;
  readonly here: Survey;
  readonly found: FoundDomain;
}

/** These machines as they are. Throws `PlanError` where one is missing, or bears no mark of this lab. */
export const placed = (site: Site, machines: readonly LabMachine[]): readonly PlacedMachine[] => {
  const problems: string[] = [];
  const all = site.surveys.flatMap((here) =>
    machinesOn(site, here)
      .filter((machine) => machines.includes(machine))
      .flatMap((machine) => {
        const found = here.domains.find(({ uuid }) => uuid === machine.uuid);
        if (found?.mark?.lab === site.lab.name) return [{ machine, here, found }];
        problems.push(
          found === undefined
            ? `${here.spec.name} has no machine ${machine.name}: lab create makes it`
            : `the machine ${found.name} on ${here.spec.name} is not this lab's: lab adopt takes it, if it is as specified`,
        );
        return [];
      }),
  );
  if (problems.length > 0) throw new PlanError(problems);
  return all;
};
