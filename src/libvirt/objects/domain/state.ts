import { namer } from '../../names.js';
import {
  DomainBlockedReason,
  DomainCrashedReason,
  DomainNostateReason,
  DomainPausedReason,
  DomainPmSuspendedReason,
  DomainRunningReason,
  DomainShutdownReason,
  DomainShutoffReason,
  DomainState,
} from '../../wire/enums.generated.js';

/** `running`, `shutoff`, `paused`, `crashed`, `shutdown`, `pmsuspended`, `blocked`, `nostate`; or `unknown`. */
export type DomainStateName = Lowercase<keyof typeof DomainState> | 'unknown';

export interface DomainStatus {
  readonly state: DomainStateName;
  /** libvirt's name of the reason in lower case: `booted`, `destroyed`, `ioerror`; `unknown`. */
  readonly reason: string;
}

export const stateName: (state: number) => DomainStateName = namer(DomainState);

const reasons: Readonly<Record<number, (reason: number) => string>> = {
  [DomainState.NOSTATE]: namer(DomainNostateReason),
  [DomainState.RUNNING]: namer(DomainRunningReason),
  [DomainState.BLOCKED]: namer(DomainBlockedReason),
  [DomainState.PAUSED]: namer(DomainPausedReason),
  [DomainState.SHUTDOWN]: namer(DomainShutdownReason),
  [DomainState.SHUTOFF]: namer(DomainShutoffReason),
  [DomainState.CRASHED]: namer(DomainCrashedReason),
  [DomainState.PMSUSPENDED]: namer(DomainPmSuspendedReason),
};

export const domainStatus = ({ state, reason }: { state: number; reason: number }): DomainStatus => ({
  state: stateName(state),
  reason: reasons[state]?.(reason) ?? 'unknown',
});
