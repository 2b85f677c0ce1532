import type { Link } from '../../link.js';
import type { DomainReference } from '../../names.js';
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

export const createDomain = (link: Link, reference: DomainReference): Domain => ({
  ...reference,
  ...lifecycle(link, reference),
  ...information(link, reference),
  ...configuration(link, reference),
  ...access(link, reference),
});
