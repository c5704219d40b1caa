import { assertNever } from '../assert-never.ts';
import type { CallFacts, LeftCall } from '../domain/call.ts';
import type { CallId } from '../ids.ts';
import { dialCall, goBackToCall, offerCall, transitionCall, type WayBack } from './call-machine.ts';
import { isLive, type CallEffect, type CallEvent, type CallState, type TransferTarget } from './call-state.ts';
import {
  consultOf,
  isOpen,
  isSettled,
  legOf,
  mixedLegs,
  screenOf,
  type Conference,
  type DeskCalls,
  type NextStep,
} from './desk-calls.ts';

export type DeskEvent =
  | {
      readonly type: 'offered';
      readonly facts: CallFacts;
      readonly autoAnswerAt?: number | undefined;
      /** The leg that this one takes the place of. */
      readonly replaces?: CallId | undefined;
    }
  /** A consult when the facts say so. */
  | {
      readonly type: 'dialPressed';
      readonly facts: CallFacts;
      readonly address: string;
      /** The caller joins as soon as the colleague has answered. */
      readonly isToJoin?: boolean;
    }
  /** To a call that a crashed page lost. */
  | { readonly type: 'goBackPressed'; readonly left: LeftCall; readonly way: WayBack }
  | { readonly type: 'answerPressed'; readonly callId: CallId }
  /** Takes a call back from hold; whoever is on the line is put on hold for it. */
  | { readonly type: 'resumePressed'; readonly callId: CallId }
  /** Ends the consult and takes its caller back. */
  | { readonly type: 'returnPressed'; readonly callId: CallId }
  /** 释放转, 转满意度. */
  | { readonly type: 'transferPressed'; readonly callId: CallId; readonly to: TransferTarget }
  /** 通话转: connects the two and leaves them; also the way out of a conference. */
  | { readonly type: 'connectPressed'; readonly callId: CallId; readonly other: CallId }
  /** 三方. */
  | { readonly type: 'joinPressed'; readonly callId: CallId; readonly other: CallId }
  /** Everything else concerns one leg only. */
  | { readonly type: 'leg'; readonly callId: CallId; readonly event: LegEvent };

export type LegEvent = Exclude<CallEvent, { type: 'answerPressed' | 'resumePressed' | 'transferStarted' }>;

export type DeskEffect =
  | { readonly callId: CallId; readonly effect: CallEffect }
  /** From now on these hear each other besides the agent; everybody else only the agent. */
  | { readonly mixed: readonly CallId[] };

export interface DeskTransition {
  readonly desk: DeskCalls;
  readonly effects: readonly DeskEffect[];
  /** Legs that are over with this event, their record closed. */
  readonly ended: readonly Extract<CallState, { kind: 'ended' }>[];
}

/** Pure. What does not fit is ignored. */
export function transitionDesk(desk: DeskCalls, event: DeskEvent): DeskTransition {
  const work = new Work(desk);
  work.take(event);
  work.goOn();
  return work.result(desk);
}

/** One transition under way. */
class Work {
  #desk: DeskCalls;
  readonly #effects: DeskEffect[] = [];
  readonly #ended: Extract<CallState, { kind: 'ended' }>[] = [];

  constructor(desk: DeskCalls) {
    this.#desk = desk;
  }

  result(before: DeskCalls): DeskTransition {
    const mixed = mixedLegs(this.#desk);
    if (mixed.join() !== mixedLegs(before).join()) this.#effects.push({ mixed });
    this.#set({ onScreen: screenOf(this.#desk) });
    return { desk: this.#desk, effects: this.#effects, ended: this.#ended };
  }

  take(event: DeskEvent): void {
    switch (event.type) {
      case 'offered':
        return this.#offered(event);
      case 'dialPressed':
        return this.#wish({ ...event, type: 'dial' });
      case 'goBackPressed':
        return this.#wish({ ...event, type: 'goBack' });
      case 'answerPressed':
        return this.#wish({ type: 'answer', callId: event.callId });
      case 'resumePressed':
        return this.#wish({ type: 'resume', callId: event.callId });
      case 'returnPressed':
        return this.#returnPressed(event.callId);
      case 'transferPressed':
        return this.#wish({ type: 'transfer', callId: event.callId, to: event.to });
      case 'connectPressed':
        return this.#connectPressed(event.callId, event.other);
      case 'joinPressed':
        return this.#joinPressed(event.callId, event.other);
      case 'leg':
        return this.#legEvent(event.callId, event.event);
      default:
        return assertNever(event);
    }
  }

  /** Takes the next step as soon as nobody is in its way. */
  goOn(): void {
    const { next } = this.#desk;
    if (!next) return;
    if (!this.#isPossible(next)) return this.#set({ next: undefined });
    const inTheWay = this.#inTheWay(next);
    for (const leg of inTheWay) if (leg.kind === 'talking') this.#step(leg, { type: 'holdPressed' });
    if (inTheWay.length > 0) return;
    this.#set({ next: undefined });
    if (next.type === 'dial') {
      if (next.isToJoin) this.#set({ toJoin: next.facts.callId });
      return this.#begin(dialCall(next.facts, next.address));
    }
    if (next.type === 'goBack') return this.#begin(goBackToCall(next.left, next.way));
    const leg = legOf(this.#desk, next.callId);
    if (!leg) return;
    if (next.type === 'answer') this.#step(leg, { type: 'answerPressed' });
    else if (next.type === 'resume') this.#step(leg, { type: 'resumePressed' });
    else this.#step(leg, { type: 'transferStarted', to: next.to });
  }

  #offered({ facts, autoAnswerAt, replaces }: Extract<DeskEvent, { type: 'offered' }>): void {
    const notes = legOf(this.#desk, replaces)?.notes;
    // Who talks is not answered over: a second caller waits for the agent's own key.
    const isFree = !this.#desk.legs.some(isLive);
    this.#begin(offerCall(facts, { notes, autoAnswerAt: isFree ? autoAnswerAt : undefined }));
  }

  #returnPressed(callId: CallId): void {
    const consult = consultOf(this.#desk, callId);
    if (consult) this.#step(consult, { type: 'hangUpPressed' });
    this.#wish({ type: 'resume', callId });
  }

  #connectPressed(callId: CallId, other: CallId): void {
    const leg = legOf(this.#desk, callId);
    const far = legOf(this.#desk, other);
    if (!leg || !far || callId === other || !isSettled(leg) || !isSettled(far)) return;
    const { number } = far.facts;
    this.#step(leg, { type: 'transferStarted', to: { kind: 'attended', address: number, callId: other } });
  }

  #joinPressed(callId: CallId, other: CallId): void {
    const conference: Conference = [callId, other];
    const legs = this.#desk.legs.filter((leg) => conference.includes(leg.facts.callId));
    if (this.#desk.conference || legs.length < 2 || !legs.every(isSettled)) return;
    // A third one on the line would be talked to as well, and hear nothing of the others.
    if (this.#desk.legs.some((leg) => isOpen(leg) && !legs.includes(leg))) return;
    this.#set({ conference, next: undefined });
    for (const leg of legs) if (leg.kind === 'held') this.#step(leg, { type: 'resumePressed' });
  }

  #legEvent(callId: CallId, event: LegEvent): void {
    const before = legOf(this.#desk, callId);
    if (!before) return;
    const after = this.#step(before, event);
    if (event.type === 'connected' && this.#desk.toJoin === callId) {
      this.#set({ toJoin: undefined });
      if (before.facts.consultFor !== undefined) this.#joinPressed(before.facts.consultFor, callId);
    }
    if (event.type === 'commandFailed' && after !== before) this.#failed(before);
    if (isLive(before) && !isLive(after)) this.#gone(before, after);
  }

  #failed(before: CallState): void {
    const { callId } = before.facts;
    const { next, conference } = this.#desk;
    // Who can't be put on hold keeps the agent: what was to come after it does not come.
    if (before.kind === 'holding' && next) this.#set({ next: undefined });
    // A member that can't be taken back is none; with the other one the agent goes on.
    if (before.kind === 'resuming' && conference?.includes(callId)) this.#set({ conference: undefined });
    // Nobody took the caller, who waits on hold: he comes back unless the agent talks to somebody else by now.
    if (before.kind === 'transferring' && before.to.kind !== 'attended' && !next) {
      if (!this.#desk.legs.some(isOpen)) this.#wish({ type: 'resume', callId });
    }
  }

  #gone(before: CallState, after: CallState): void {
    const { callId } = before.facts;
    if (this.#desk.conference?.includes(callId)) this.#set({ conference: undefined });
    if (this.#desk.toJoin === callId) this.#set({ toJoin: undefined });
    if (before.kind !== 'transferring' || !('reason' in after) || after.reason !== 'transferred') return;
    // The two were connected: the old call to the colleague is over, whatever his phone makes of it.
    const other = legOf(this.#desk, before.to.callId);
    if (other && isLive(other)) this.#step(other, { type: 'hangUpPressed' });
  }

  #wish(next: NextStep): void {
    if (this.#isPossible(next)) this.#set({ next });
  }

  #isPossible(next: NextStep): boolean {
    const { legs, conference } = this.#desk;
    // Who is being reached can't be put on hold yet.
    const isBeginning = legs.some((leg) => leg.kind === 'dialing' || leg.kind === 'answering');
    if (next.type === 'dial') {
      const { consultFor } = next.facts;
      if (isBeginning || consultFor === undefined) return !isBeginning;
      return isThere(legOf(this.#desk, consultFor)) && consultOf(this.#desk, consultFor) === undefined;
    }
    if (next.type === 'goBack') return !isBeginning && !legOf(this.#desk, next.left.facts.callId);
    const leg = legOf(this.#desk, next.callId);
    if (next.type === 'answer') return leg?.kind === 'ringing' && !isBeginning;
    if (next.type === 'resume') return leg?.kind === 'held' && !isBeginning;
    return isThere(leg) && !conference?.includes(next.callId);
  }

  /** Legs that hear the agent, or will, and must not when this step is taken. */
  #inTheWay(next: NextStep): readonly CallState[] {
    const { legs } = this.#desk;
    const conference: readonly CallId[] = this.#desk.conference ?? [];
    // Whoever else is on the line stays there: only who is passed on must be on hold.
    if (next.type === 'transfer') return legs.filter((leg) => leg.facts.callId === next.callId && leg.kind !== 'held');
    const self = next.type === 'dial' || next.type === 'goBack' ? undefined : next.callId;
    const group = self !== undefined && conference.includes(self) ? conference : self === undefined ? [] : [self];
    return legs.filter((leg) => isOpen(leg) && !group.includes(leg.facts.callId));
  }

  #begin({ state, effects }: { state: CallState; effects: readonly CallEffect[] }): void {
    this.#set({ legs: [...this.#desk.legs, state] });
    for (const effect of effects) this.#effects.push({ callId: state.facts.callId, effect });
  }

  #step(leg: CallState, event: CallEvent): CallState {
    const { state, effects } = transitionCall(leg, event);
    const { callId } = leg.facts;
    const legs = this.#desk.legs.map((entry) => (entry.facts.callId === callId ? state : entry));
    if (state.kind === 'ended') this.#ended.push(state);
    this.#set({ legs: legs.filter((entry) => entry.kind !== 'ended') });
    for (const effect of effects) this.#effects.push({ callId, effect });
    return state;
  }

  #set(change: { readonly [K in keyof DeskCalls]?: DeskCalls[K] | undefined }): void {
    const { legs, next, conference, toJoin, onScreen } = { ...this.#desk, ...change };
    this.#desk = {
      legs: legs ?? [],
      ...(next ? { next } : {}),
      ...(conference ? { conference } : {}),
      ...(toJoin === undefined ? {} : { toJoin }),
      ...(onScreen === undefined ? {} : { onScreen }),
    };
  }
}

/** Answered, and not being passed on. */
function isThere(leg: CallState | undefined): boolean {
  switch (leg?.kind) {
    case 'talking':
    case 'holding':
    case 'held':
    case 'resuming':
      return true;
    default:
      return false;
  }
}
