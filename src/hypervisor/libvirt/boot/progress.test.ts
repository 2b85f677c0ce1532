import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/parse.js';
import { createProgress, progressOf } from './progress.js';

const id = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';

/** A clock that shows one more second with every look. */
function setUp() {
  let seconds = 0;
  return createProgress(() => new Date(1000 * ++seconds));
}

const running = (agent: 'connected' | 'disconnected') =>
  parseXml(
    `<domain id='1'><devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='${agent}'/></channel></devices></domain>`,
  );

describe('what is heard of boots', () => {
  it('is when the last one began, and how far it came', () => {
    const progress = setUp();
    expect(progress.heard(id)).toBeUndefined();
    progress.boots(id);
    const first = new Date(1000);
    expect(progress.heard(id)).toEqual({
      lastResetTime: first,
      progress: { state: 'PrimaryProcessorInitializationStarted', since: first },
    });
    progress.agentConnected(id);
    expect(progress.heard(id)).toEqual({
      lastResetTime: first,
      progress: { state: 'OSRunning', since: new Date(2000), bootSeconds: 1 },
    });
    progress.boots(id);
    // How long the one before took stays until this one is through, also when the machine goes off.
    expect(progress.heard(id)).toEqual({
      lastResetTime: new Date(3000),
      progress: { state: 'PrimaryProcessorInitializationStarted', since: new Date(3000), bootSeconds: 1 },
    });
    progress.stopped(id);
    expect(progress.heard(id)?.progress.bootSeconds).toBe(1);
  });

  it('stays as it is when an agent comes again', () => {
    const progress = setUp();
    progress.boots(id);
    progress.agentConnected(id);
    const before = progress.heard(id);
    progress.agentConnected(id);
    expect(progress.heard(id)).toEqual(before);
  });

  it('keeps the time of the last reset when the machine goes off', () => {
    const progress = setUp();
    progress.boots(id);
    progress.stopped(id);
    expect(progress.heard(id)).toEqual({
      lastResetTime: new Date(1000),
      progress: { state: 'None', since: new Date(2000) },
    });
  });

  it('is forgotten of one machine that runs on from elsewhere, and of all when events were lost', () => {
    const progress = setUp();
    progress.boots(id);
    progress.boots(other);
    progress.forget(id);
    expect(progress.heard(id)).toBeUndefined();
    expect(progress.heard(other)).toBeDefined();
    progress.clear();
    expect(progress.heard(other)).toBeUndefined();
  });
});

describe('the progress of a boot', () => {
  it('is what was heard', () => {
    const progress = setUp();
    progress.boots(id);
    expect(progressOf(running('disconnected'), progress.heard(id))).toEqual({
      state: 'PrimaryProcessorInitializationStarted',
      since: new Date(1000),
    });
    // The agent in the definition may be the one of the boot before.
    expect(progressOf(running('connected'), progress.heard(id))?.state).toBe('PrimaryProcessorInitializationStarted');
  });

  it('comes without a time where nothing was heard', () => {
    expect(progressOf(running('connected'), undefined)).toEqual({ state: 'OSRunning' });
    expect(progressOf(running('disconnected'), undefined)).toBeUndefined();
    expect(progressOf(undefined, undefined)).toEqual({ state: 'None' });
  });

  it('is not that of a machine in another state', () => {
    const progress = setUp();
    progress.boots(id);
    expect(progressOf(undefined, progress.heard(id))).toEqual({ state: 'None' });
    progress.stopped(id);
    expect(progressOf(undefined, progress.heard(id))).toEqual({ state: 'None', since: new Date(2000) });
    expect(progressOf(running('disconnected'), progress.heard(id))).toBeUndefined();
  });
});
