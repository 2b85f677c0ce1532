import { isLibvirtError } from '../../errors.js';
import type { Link } from '../../link.js';
import { type DomainReference, toBigInt, wireDomain } from '../../names.js';
import { DomainMetadataType } from '../../wire/enums.generated.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';

/** `VIR_DOMAIN_BLOCK_RESIZE_BYTES`. */
const resizeInBytes = 1;

/** Changing a domain's devices and metadata. `flags` are `DeviceModifyFlags` or `ModificationImpactFlags`: LIVE, CONFIG, ... */
export function configuration(link: Link, domain: DomainReference) {
  const dom = wireDomain(domain);
  return {
    attachDevice: (xml: string, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_ATTACH_DEVICE_FLAGS, { dom, xml, flags }, options),

    /** Of a running guest, this only asks; the `deviceRemoved` event tells when it has let go. */
    detachDevice: (xml: string, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_DETACH_DEVICE_FLAGS, { dom, xml, flags }, options),

    /** By `<alias name=...>` in place of the device's XML. */
    detachDeviceAlias: (alias: string, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_DETACH_DEVICE_ALIAS, { dom, alias, flags }, options),

    /** `virDomainUpdateDeviceFlags`: media of a drive, link of an interface, and such (`DeviceModifyFlags.FORCE` opens a locked tray). */
    updateDevice: (xml: string, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_UPDATE_DEVICE_FLAGS, { dom, xml, flags }, options),

    /** `virDomainBlockResize`: a disk of a running machine, by its target or source path, to this many bytes. */
    blockResize: (disk: string, bytes: number, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_BLOCK_RESIZE, { dom, disk, size: toBigInt(bytes), flags: resizeInBytes }, options),

    /**
     * `virDomainGetMetadata`: the XML element kept under this namespace, the title or the description;
     * undefined: there is none.
     */
    getMetadata: async (type: number, uri?: string, flags = 0, options?: CallOptions): Promise<string | undefined> => {
      try {
        const args = { dom, type, uri: uri ?? null, flags };
        return (await link.call(remote.DOMAIN_GET_METADATA, args, options)).metadata;
      } catch (error) {
        if (isLibvirtError(error, 'NO_DOMAIN_METADATA')) return undefined;
        throw error;
      }
    },

    /**
     * `virDomainSetMetadata`: `undefined` removes. An ELEMENT needs the prefix (`key`) and the URI of its namespace.
     */
    setMetadata: (
      type: number,
      metadata: string | undefined,
      namespace: { readonly key?: string; readonly uri?: string } = {},
      flags = 0,
      options?: CallOptions,
    ): Promise<void> =>
      link.call(
        remote.DOMAIN_SET_METADATA,
        { dom, type, metadata: metadata ?? null, key: namespace.key ?? null, uri: namespace.uri ?? null, flags },
        options,
      ),

    /** The description, by the same call. */
    setDescription: (text: string, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(
        remote.DOMAIN_SET_METADATA,
        { dom, type: DomainMetadataType.DESCRIPTION, metadata: text, key: null, uri: null, flags },
        options,
      ),
  };
}
export type DomainConfigurationCalls = ReturnType<typeof configuration>;
