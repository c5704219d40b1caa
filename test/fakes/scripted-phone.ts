import type { EndReason } from '../../src/shared/domain/call.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { AppError } from '../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import type { PhoneEvent, PhonePort } from '../../src/renderer/telephony/port.ts';

export interface ScriptedPhone extends PhonePort {
  readonly commands: string[];
  emit(event: PhoneEvent): void;
  failNext(command: string, error: AppError): void;
}

/** A line that does at once what it is told, unless it was told to fail. */
export function scriptedPhone(now: () => number): ScriptedPhone {
  const listeners = new Set<(event: PhoneEvent) => void>();
  const failures = new Map<string, AppError>();
  const commands: string[] = [];
  const emit = (event: PhoneEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const run = (command: string, then: () => void): Promise<Result<void>> => {
    commands.push(command);
    const error = failures.get(command);
    failures.delete(command);
    if (error) return Promise.resolve(err(error));
    then();
    return Promise.resolve(ok(undefined));
  };
  const end = (callId: CallId, reason: EndReason) => emit({ type: 'callEnded', callId, reason, at: now() });
  return {
    commands,
    emit,
    failNext: (command, error) => failures.set(command, error),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      emit({ type: 'registrationChanged', state: { kind: 'registered', since: now() } });
      return Promise.resolve();
    },
    stop: () => {
      emit({ type: 'registrationChanged', state: { kind: 'off' } });
      return Promise.resolve();
    },
    tryNow: () => commands.push('tryNow'),
    answer: (callId) => run('answer', () => emit({ type: 'callConnected', callId, at: now() })),
    reject: (callId) => run('reject', () => end(callId, 'rejected')),
    hangUp: (callId) => run('hangUp', () => end(callId, 'agentHungUp')),
    dial: (callId, address) => run(`dial ${address}`, () => emit({ type: 'callProgressed', callId, isHeard: false })),
    sendDigits: (_callId, digits) => run(`digits ${digits}`, () => undefined),
    transfer: (callId) => run('transfer', () => end(callId, 'transferred')),
    play: (_callId, source) => run(typeof source === 'string' ? `play ${source}` : 'play', () => undefined),
    callCode: (code) => run(`code ${code}`, () => undefined),
    mix: (callIds) => void commands.push(`mix ${String(callIds.length)}`),
    hold: (callId) => run('hold', () => emit({ type: 'callHeld', callId, at: now() })),
    resume: (callId) => run('resume', () => emit({ type: 'callResumed', callId, at: now() })),
    setMuted: (callId, isMuted) => run('mute', () => emit({ type: 'muteChanged', callId, isMuted })),
    stats: () => Promise.resolve(undefined),
    voices: () => undefined,
    levels: () => ({ mine: 0, theirs: 0 }),
  };
}
