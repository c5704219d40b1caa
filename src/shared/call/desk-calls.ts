import type { CallFacts, LeftCall } from '../domain/call.ts';
import type { CallId } from '../ids.ts';
import type { WayBack } from './call-machine.ts';
import { isAnswered, isLive, type CallState, type TransferTarget } from './call-state.ts';

/**
 * All calls of one desk. Each leg lives by its own machine; `desk-machine.ts` sees to what holds between them:
 *
 *   - The microphone is open to one leg at a time, to two only in a conference. Answering, taking back and dialling
 *     therefore wait (`next`) until whoever is on the line is on hold.
 *   - A conference (三方) has two members; it is over as soon as one of them is gone, and the other one stays.
 *   - A consult (咨询) is a leg with `consultFor`; its caller waits on hold until he is taken back, joined or handed over.
 */
export interface DeskCalls {
  /** Oldest first. A leg leaves the list when its record is closed. */
  readonly legs: readonly CallState[];
  /** What the agent asked for that has to wait for others to be on hold. The last wish counts. */
  readonly next?: NextStep;
  readonly conference?: Conference;
  /** A consult that becomes a conference as soon as the colleague answers. */
  readonly toJoin?: CallId;
  /** The call that the screen is about: the one that talks, never a consult as long as its caller is there. */
  readonly onScreen?: CallId;
}

export type Conference = readonly [CallId, CallId];

export type NextStep =
  | { readonly type: 'answer'; readonly callId: CallId }
  | { readonly type: 'resume'; readonly callId: CallId }
  | { readonly type: 'dial'; readonly facts: CallFacts; readonly address: string; readonly isToJoin?: boolean }
  | { readonly type: 'goBack'; readonly left: LeftCall; readonly way: WayBack }
  /** Once the call itself is on hold: nobody shall hear the agent while he is called elsewhere. */
  | { readonly type: 'transfer'; readonly callId: CallId; readonly to: TransferTarget };

export const emptyDesk: DeskCalls = { legs: [] };

export function legOf(desk: DeskCalls, callId: CallId | undefined): CallState | undefined {
  return desk.legs.find((leg) => leg.facts.callId === callId);
}

/** The live consult about this call. */
export function consultOf(desk: DeskCalls, callId: CallId): CallState | undefined {
  return desk.legs.find((leg) => leg.facts.consultFor === callId && isLive(leg));
}

/** The far end hears the agent, or is about to. */
export function isOpen(leg: CallState): boolean {
  switch (leg.kind) {
    case 'answering':
    case 'dialing':
    case 'talking':
    case 'holding':
    case 'resuming':
      return true;
    case 'ending':
    case 'transferring':
      return isOpen(leg.from);
    default:
      return false;
  }
}

/** Talking or on hold, with nothing under way. */
export function isSettled(leg: CallState): boolean {
  return leg.kind === 'talking' || leg.kind === 'held';
}

/** The leg that the keys of talking are about: who hears the agent, not on hold. */
export function openLeg(desk: DeskCalls): CallState | undefined {
  return desk.legs.findLast(isOpen);
}

export function waitingLeg(desk: DeskCalls): CallState | undefined {
  return desk.legs.find((leg) => leg.kind === 'ringing');
}

/** Members who hear each other right now; both or none. */
export function mixedLegs({ legs, conference }: DeskCalls): readonly CallId[] {
  const isHeard = (leg: CallState): boolean =>
    leg.kind === 'talking' || (leg.kind === 'transferring' && leg.from.kind === 'talking');
  const members = legs.filter((leg) => conference?.includes(leg.facts.callId) && isHeard(leg));
  return members.length === 2 ? members.map((leg) => leg.facts.callId) : [];
}

export type DeskPhase = 'none' | 'ringing' | 'dialing' | 'talking';

/** What the calls mean for the agent's own state; a record still open is no phase. */
export function phaseOf({ legs }: DeskCalls): DeskPhase {
  const kinds = legs.map((leg) => (leg.kind === 'ending' ? leg.from : leg));
  if (kinds.some(isAnswered)) return 'talking';
  if (kinds.some((leg) => leg.kind === 'dialing')) return 'dialing';
  return kinds.some(isLive) ? 'ringing' : 'none';
}

export type DeskSound = 'ring' | 'callWaiting' | 'ringback';

/** What the desk has to sound like; a far end that sends its own ringback is heard instead of ours. */
export function soundOf({ legs }: DeskCalls): DeskSound | undefined {
  if (legs.some((leg) => leg.kind === 'ringing')) {
    return legs.some((leg) => isOpen(leg) || leg.kind === 'held') ? 'callWaiting' : 'ring';
  }
  return legs.some((leg) => leg.kind === 'dialing' && leg.isRinging && !leg.isHeard) ? 'ringback' : undefined;
}

/** Follows the call that talks; else stays where it was, so that nothing jumps while somebody only waits. */
export function screenOf(desk: DeskCalls): CallId | undefined {
  const callers = desk.legs.filter((leg) => callerOf(desk, leg) === leg);
  const open = desk.legs.findLast(isOpen);
  if (open) return callerOf(desk, open).facts.callId;
  const before = callers.find((leg) => leg.facts.callId === desk.onScreen);
  if (before && isLive(before)) return desk.onScreen;
  return (callers.find(isLive) ?? before ?? callers[0])?.facts.callId;
}

/** Of a consult the call that it is about, as long as that one is on the line. */
function callerOf(desk: DeskCalls, leg: CallState): CallState {
  const caller = leg.facts.consultFor === undefined ? undefined : legOf(desk, leg.facts.consultFor);
  return caller && isLive(caller) ? caller : leg;
}
