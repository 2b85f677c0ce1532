import type { Principal } from '../bmc/types.js';
import type { Machine } from '../hypervisor/port.js';
import type { Call } from '../redfish/call.js';
import type { Context } from '../redfish/context.js';
import { redfishError } from '../redfish/errors.js';
import { type AnyParams, type Found, shortType } from '../redfish/resource.js';
import type { Match, Router } from './router.js';

/** A resource that is there, and may be seen by who asks. */
export interface Located {
  readonly found: Found;
  readonly uri: string;
  readonly machine: Machine | undefined;
}

/** Thrown where a path has a machine's name in the place of its id: this is the path with the id. */
export class Moved extends Error {
  override readonly name = 'Moved';
  readonly location: string;
  constructor(location: string) {
    super(`moved to ${location}`);
    this.location = location;
  }
}

type Variables = Match['variables'];

/** Every second part of a template split at its braces is a variable. */
const fill = (template: string, variables: Variables): string =>
  template
    .split(/[{}]/)
    .map((part, at) => (at % 2 === 0 ? part : encodeURI(variables[part] ?? '')))
    .join('');

const maySee = ({ account: { systems } }: Principal, { id }: Machine): boolean =>
  systems === undefined || systems.includes(id);

/** The machines that somebody may see: collections shrink for an account of a few systems. */
const machinesOf = async ({ hypervisor }: Context, principal: Principal): Promise<readonly Machine[]> => {
  const all = await hypervisor.machines();
  return principal.account.systems === undefined ? all : all.filter((machine) => maySee(principal, machine));
};

export type Locate = (match: Match, principal: Principal, clientAddress: string | undefined) => Promise<Located>;

/** Everything between a path and its resource: which machine, may it be seen, is the resource there. Throws 404 and `Moved`. */
export const createLocate = (context: Context, router: Router): Locate => {
  const { hypervisor } = context;

  /** Named after the type of what the path up to the variable leads to: `There is no ComputerSystem named 'x'`. */
  const notThere = ({ route, variables }: Match, name: string) => {
    const value = variables[name] ?? '';
    const path = route.base.slice(0, route.base.indexOf(`{${name}}`)) + value;
    const type = router.match(path)?.route.resource.type ?? 'resource';
    return redfishError('ResourceNotFound', [shortType(type), value]);
  };

  const open = async (match: Match, principal: Principal, machine: Machine | undefined, clientAddress?: string) => {
    const { route, variables } = match;
    const uri = fill(route.base, machine ? { ...variables, machine: machine.id } : variables);
    const call: Call = { context, principal, uri, clientAddress, machines: () => machinesOf(context, principal) };
    const params: AnyParams = machine ? { ...variables, machine } : variables;
    const found = await route.resource.find(params, call);
    if (found === undefined) throw notThere(match, /.*\{(\w+)\}/.exec(route.base)?.[1] ?? '');
    return { found, uri, machine };
  };

  return async (match, principal, clientAddress) => {
    const { machine: idOrName } = match.variables;
    if (idOrName === undefined) return open(match, principal, undefined, clientAddress);
    const machine = await hypervisor.machine(idOrName);
    if (machine && maySee(principal, machine)) return open(match, principal, machine, clientAddress);
    const named = machine ? undefined : await hypervisor.machineByName(idOrName);
    // What may not be seen looks like what is not there.
    if (named === undefined || !maySee(principal, named)) throw notThere(match, 'machine');
    throw new Moved(fill(match.route.template, { ...match.variables, machine: named.id }));
  };
};
