import type { Link } from '../../link.js';
import { type DomainReference, domainReference, wireDomain } from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';

/** Running a domain. Flags are the const objects of the same name; all default to none. */
export function lifecycle(link: Link, domain: DomainReference) {
  const dom = wireDomain(domain);
  return {
    /** `virDomainCreateWithFlags` (`DomainCreateFlags`): starts a defined domain; resolves to its reference with the new id. */
    start: async (flags = 0, options?: CallOptions): Promise<DomainReference> =>
      domainReference((await link.call(remote.DOMAIN_CREATE_WITH_FLAGS, { dom, flags }, options)).dom),

    /** `virDomainDestroyFlags` (`DomainDestroyFlags.GRACEFUL`: fails rather than kills the process by SIGKILL). */
    destroy: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_DESTROY_FLAGS, { dom, flags }, options),

    /** `virDomainShutdownFlags` (`DomainShutdownFlags`): asks the guest; resolves when it was asked. */
    shutdown: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_SHUTDOWN_FLAGS, { dom, flags }, options),

    /** `virDomainReboot` (`DomainRebootFlags`): asks the guest; resolves when it was asked. */
    reboot: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_REBOOT, { dom, flags }, options),

    /** `virDomainReset`: the reset button. */
    reset: (flags = 0, options?: CallOptions): Promise<void> => link.call(remote.DOMAIN_RESET, { dom, flags }, options),

    /** `virDomainInjectNMI`. */
    injectNMI: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_INJECT_NMI, { dom, flags }, options),

    suspend: (options?: CallOptions): Promise<void> => link.call(remote.DOMAIN_SUSPEND, { dom }, options),
    resume: (options?: CallOptions): Promise<void> => link.call(remote.DOMAIN_RESUME, { dom }, options),

    /** `virDomainPMWakeup`: ends a guest's own sleep. */
    pmWakeup: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_PM_WAKEUP, { dom, flags }, options),

    /** `virDomainManagedSave` (`DomainSaveFlags`): state to disk, off; the next start goes on from there. */
    managedSave: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_MANAGED_SAVE, { dom, flags }, options),

    hasManagedSaveImage: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.DOMAIN_HAS_MANAGED_SAVE_IMAGE, { dom, flags: 0 }, options)).result !== 0,

    managedSaveRemove: (options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_MANAGED_SAVE_REMOVE, { dom, flags: 0 }, options),

    /** `virDomainUndefineFlags` (`DomainUndefineFlags`: NVRAM, MANAGED_SAVE and others have to be named to be removed or kept). */
    undefine: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_UNDEFINE_FLAGS, { dom, flags }, options),

    /** `virDomainRename`: while it is off. The reference keeps its old name; look the domain up again. */
    rename: async (newName: string, options?: CallOptions): Promise<void> => {
      await link.call(remote.DOMAIN_RENAME, { dom, new_name: newName, flags: 0 }, options);
    },

    getAutostart: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.DOMAIN_GET_AUTOSTART, { dom }, options)).autostart !== 0,

    setAutostart: (autostart: boolean, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_SET_AUTOSTART, { dom, autostart: autostart ? 1 : 0 }, options),

    /** `virDomainSetLifecycleAction`: what a guest's own power-off, reboot or crash (`DomainLifecycle`) leads to (`DomainLifecycleAction`). `flags`: `ModificationImpactFlags`. */
    setLifecycleAction: (type: number, action: number, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.DOMAIN_SET_LIFECYCLE_ACTION, { dom, type, action, flags }, options),

    /** `virDomainSendKey`: up to 16 keycodes of a set (`virKeycodeSet`; 0 Linux), pressed together for `holdTime` ms. */
    sendKey: (codes: readonly number[], holdTime = 100, codeSet = 0, options?: CallOptions): Promise<void> =>
      link.call(
        remote.DOMAIN_SEND_KEY,
        { dom, codeset: codeSet, holdtime: holdTime, keycodes: [...codes], flags: 0 },
        options,
      ),
  };
}
export type DomainLifecycleCalls = ReturnType<typeof lifecycle>;
