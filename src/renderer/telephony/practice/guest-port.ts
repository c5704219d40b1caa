import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { CallId, ScenarioId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { PhoneEvent, PhonePort } from '../port.ts';
import { hearBoth } from './hear-both.ts';
import type { AgentDeed, PracticeEvent, PracticePort, PracticeState } from './practice-port.ts';

/** What becomes of the call of a colleague who plays the caller, at the trainee's desk. UTC epoch ms. */
export type GuestEvent =
  | { readonly type: 'rings' }
  | { readonly type: 'answered' | 'callOver'; readonly at: number }
  /** For the guidance of whoever plays. */
  | { readonly type: 'deed'; readonly deed: AgentDeed }
  | { readonly type: 'repeatAsked' };

export interface GuestParts {
  readonly phone: Pick<PhonePort, 'subscribe' | 'hangUp' | 'levels'>;
  readonly clock: Clock;
  onGuest(event: GuestEvent): void;
}

export interface Guests {
  /** From here on a call of this caller is the colleague's. */
  expect(scenario: Scenario): void;
  /** Ends his call, if there is one, and expects him no more. */
  forget(): void;
  /** The practice port with the guest beside the simulated callers: the rest of the desk makes no difference. */
  join(practice: PracticePort): PracticePort;
}

interface Call {
  readonly scenario: Scenario;
  callId?: CallId;
  stopHearing: () => void;
  /** Nobody is expected any more once this call is over. */
  isForgotten: boolean;
}

/** Follows the call of a guest by what the phone says of it: whatever his desk claims, it counts only what happened here. */
export function createGuests({ phone, clock, onGuest }: GuestParts): Guests {
  const listeners = new Set<(event: PracticeEvent) => void>();
  let guest: Call | undefined;

  const emit = (event: PracticeEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const move = ({ scenario }: Call, kind: 'idle' | 'ringing' | 'waiting' | 'onHold'): void => {
    const state: PracticeState = kind === 'idle' || kind === 'ringing' ? { kind } : { kind, lineIndex: -1 };
    emit({ type: 'stateChanged', scenario, state, isPlayed: true });
  };
  const hear = (call: Call): void => {
    const { scenario, callId } = call;
    if (callId === undefined) return;
    call.stopHearing = hearBoth(() => phone.levels(callId), clock, {
      onAgent: (isSpeaking) => emit({ type: 'agentHeard', scenario, isSpeaking, at: clock.now() }),
      onCaller: (ms) => emit({ type: 'callerHeard', scenario, ms, at: clock.now() }),
    });
  };
  const follow = (call: Call, event: PhoneEvent): void => {
    switch (event.type) {
      case 'callConnected':
        move(call, 'waiting');
        hear(call);
        return onGuest({ type: 'answered', at: event.at });
      case 'callHeld':
        call.stopHearing();
        return move(call, 'onHold');
      case 'callResumed':
        move(call, 'waiting');
        return hear(call);
      case 'callEnded':
        call.stopHearing();
        delete call.callId;
        if (call.isForgotten && guest === call) guest = undefined;
        // First that the round is over: the sheet that follows from `idle` belongs to it.
        onGuest({ type: 'callOver', at: event.at });
        return move(call, 'idle');
      default:
        return;
    }
  };
  phone.subscribe((event) => {
    if (!guest || !('callId' in event || event.type === 'callOffered')) return;
    if (event.type !== 'callOffered') {
      if (guest.callId === event.callId) follow(guest, event);
      return;
    }
    const { facts } = event;
    const isGuest = facts.isPractice && facts.direction === 'inbound' && facts.number === guest.scenario.caller.number;
    if (!isGuest || guest.callId !== undefined) return;
    guest.callId = facts.callId;
    move(guest, 'ringing');
    onGuest({ type: 'rings' });
  });

  const isGuest = (id: ScenarioId): boolean => guest?.callId !== undefined && guest.scenario.id === id;
  const sendAway = (): void => {
    if (guest?.callId !== undefined) void phone.hangUp(guest.callId);
  };
  return {
    expect: (scenario) => {
      guest = { scenario, stopHearing: () => undefined, isForgotten: false };
    },
    forget: () => {
      if (guest?.callId === undefined) guest = undefined;
      else guest.isForgotten = true;
      sendAway();
    },
    join: (practice) => ({
      ...practice,
      subscribe: (listener) => {
        listeners.add(listener);
        const stop = practice.subscribe(listener);
        return () => {
          listeners.delete(listener);
          stop();
        };
      },
      // Two with one number could not be told apart.
      ring: (scenario) =>
        guest?.scenario.id === scenario.id
          ? Promise.resolve(err(appError('phone.callFailed', 'user')))
          : practice.ring(scenario),
      cancel: async (id) => {
        if (id === undefined || isGuest(id)) sendAway();
        await practice.cancel(id);
      },
      repeatLine: (id) => (isGuest(id) ? onGuest({ type: 'repeatAsked' }) : practice.repeatLine(id)),
      tell: (id, deed) => (isGuest(id) ? onGuest({ type: 'deed', deed }) : practice.tell(id, deed)),
    }),
  };
}
