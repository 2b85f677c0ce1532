import type { Link } from '../../link.js';
import type { DomainReference } from '../../names.js';
import { lateMethods } from '../late-methods.js';
import { access, type DomainAccessCalls } from './access.js';
import { configuration, type DomainConfigurationCalls } from './configuration.js';
import { type DomainInformationCalls, information } from './information.js';
import { type DomainLifecycleCalls, lifecycle } from './lifecycle.js';

/**
 * A domain: its reference and the calls on it. It holds no state, costs nothing at the daemon and lives through
 * reconnects. `name` and `id` are as they were when it was looked up; libvirt goes by the `uuid`.
 */
export interface Domain
  extends DomainReference,
    DomainLifecycleCalls,
    DomainInformationCalls,
    DomainConfigurationCalls,
    DomainAccessCalls {}

const prototypes = new WeakMap<Link, object>();

function prototypeOf(link: Link, sample: DomainReference): object {
  const made =
    prototypes.get(link) ??
    lateMethods<DomainReference>(
      [lifecycle, information, configuration, access].map((calls) => (reference) => calls(link, reference)),
      sample,
    );
  prototypes.set(link, made);
  return made;
}

export const createDomain = (link: Link, reference: DomainReference): Domain =>
  Object.assign(Object.create(prototypeOf(link, reference)), reference);
