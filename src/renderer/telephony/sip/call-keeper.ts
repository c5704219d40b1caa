import type { Session } from 'sip.js';
import { assertNever } from '../../../shared/assert-never.ts';
import {
  freshCall,
  transitionCallKeeping,
  type CallKeeping,
  type CallKeepingEffect,
  type CallKeepingEvent,
} from '../../../shared/call/call-keeping.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Clock } from '../clock/clock.ts';
import type { PhoneEvent } from '../port.ts';
import type { LineSignal } from './line-signal.ts';
import { watchMedia } from './media-watch.ts';
import { askAgain } from './re-invite.ts';

export interface CallKeeperParts {
  readonly callId: CallId;
  /** Established. */
  readonly session: Session;
  readonly line: LineSignal;
  readonly clock: Clock;
  emit(event: PhoneEvent): void;
  /** The exchange knows the call no more. */
  onForgotten(): void;
}

/** Keeps one call that stands together through outages of its line and of its sound (`call-keeping.ts`). */
export class CallKeeper {
  readonly #parts: CallKeeperParts;
  #state: CallKeeping;
  #isHeld = false;
  #waiting: ((isAgreed: boolean) => void)[] = [];
  readonly #stop: (() => void)[];
  #cancelTimer: () => void = () => undefined;
  #isClosed = false;

  constructor(parts: CallKeeperParts) {
    this.#parts = parts;
    this.#state = freshCall(parts.line.isUp());
    this.#stop = [
      parts.line.subscribe((isUp) => this.#dispatch({ type: isUp ? 'lineBack' : 'lineLost' })),
      watchMedia(parts.session, parts.clock, {
        onLost: () => this.#dispatch({ type: 'mediaLost' }),
        onBack: () => this.#dispatch({ type: 'mediaBack' }),
      }),
    ];
  }

  /**
   * Puts the far end on hold or takes it back. True when it agreed, and without a line, where it will be told later;
   * false when it refused, and what was agreed before stays in force.
   */
  async setHeld(isHeld: boolean): Promise<boolean> {
    const before = this.#isHeld;
    this.#isHeld = isHeld;
    const agreed = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    this.#dispatch({ type: 'wishChanged' });
    if (!this.#state.isUp) this.#answer(this.#takeWaiting(), true);
    const isAgreed = await agreed;
    if (!isAgreed && this.#isHeld === isHeld) this.#isHeld = before;
    return isAgreed;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer();
    for (const stop of this.#stop) stop();
    this.#answer(this.#takeWaiting(), false);
  }

  #dispatch(event: CallKeepingEvent): void {
    if (this.#isClosed) return;
    const { state, effects } = transitionCallKeeping(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: CallKeepingEffect): void {
    switch (effect.type) {
      case 'agree':
        return void this.#agree(effect.isNewPath);
      case 'wait':
        this.#cancelTimer();
        this.#cancelTimer = this.#parts.clock.after(effect.ms, () => this.#dispatch({ type: 'timerFired' }));
        return;
      case 'end':
        return this.#parts.onForgotten();
      case 'tell':
        return this.#parts.emit({ type: effect.what, callId: this.#parts.callId, at: this.#parts.clock.now() });
      default:
        return assertNever(effect);
    }
  }

  async #agree(isNewPath: boolean): Promise<void> {
    const { session, clock } = this.#parts;
    const askers = this.#takeWaiting();
    const status = await askAgain(session, { isHeld: this.#isHeld, isNewPath }, clock);
    // What was lost with the line is said when it is back.
    const isAgreed = (status >= 200 && status < 300) || (!this.#isClosed && !this.#parts.line.isUp());
    this.#answer(askers, isAgreed);
    this.#dispatch({ type: 'answered', status });
  }

  #takeWaiting(): ((isAgreed: boolean) => void)[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  #answer(askers: readonly ((isAgreed: boolean) => void)[], isAgreed: boolean): void {
    for (const resolve of askers) resolve(isAgreed);
  }
}
