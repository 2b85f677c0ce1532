import { type Domain, DomainMetadataType, ModificationImpactFlags } from '../../../libvirt/index.js';
import { metadataNamespace, metadataPrefix, recordMarkup } from './codec.js';
import type { MachineRecord } from './record.js';

/**
 * Replaces our metadata alone, in the running machine or in the definition (`virDomainSetMetadata`): unlike a new
 * definition it cannot undo what somebody else changes at the same moment.
 */
export function setRecord(domain: Domain, record: MachineRecord, where: 'live' | 'config'): Promise<void> {
  const flags = where === 'live' ? ModificationImpactFlags.LIVE : ModificationImpactFlags.CONFIG;
  const namespace = { key: metadataPrefix, uri: metadataNamespace };
  return domain.setMetadata(DomainMetadataType.ELEMENT, recordMarkup(record, 'bare'), namespace, flags);
}
