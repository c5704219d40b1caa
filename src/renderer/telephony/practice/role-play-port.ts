import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { Clock } from '../clock/clock.ts';
import type { Levels, PhonePort } from '../port.ts';
import { gatedLinks } from '../wire/gated-link.ts';
import { MessageGate } from '../wire/message-gate.ts';
import { createRelay, type Piece } from '../wire/relay-link.ts';
import type { WireHub } from '../wire/wire-hub.ts';
import { joinGuest } from './guest-link.ts';
import { createGuests, type GuestEvent, type Guests } from './guest-port.ts';
import { openPlayedCaller, type PlayedCaller, type PlayedCallerParts } from './played-caller.ts';

/** What happens in the call of two who play, at either desk. */
export type RolePlayLineEvent =
  | GuestEvent
  /** For the other desk. */
  | { readonly type: 'piece'; readonly piece: Piece }
  /** To the one who plays the caller. */
  | { readonly type: 'held'; readonly isHeld: boolean }
  /** To the same: the trainee handed the call to somebody else, and its end follows. */
  | { readonly type: 'handedOver' }
  | { readonly type: 'trouble'; readonly error: AppError };

export interface RolePlayPort {
  /** Returns the unsubscribe. */
  subscribe(listener: (event: RolePlayLineEvent) => void): () => void;
  /** A piece from the other desk. */
  hear(piece: Piece): void;
  /**
   * At the trainee's desk: the colleague may ring it, as long as it is free; answers as whom. Undefined where nobody is on
   * the line.
   */
  welcome(scenario: Scenario, isFree: () => boolean): string | undefined;
  /** At the caller's desk. Resolves when the trainee's rings; the microphone is needed. */
  ring(scenario: Scenario, target: string, iceServers: readonly IceServer[]): Promise<Result<void>>;
  /** Whoever plays the caller gives up, or puts the receiver down. */
  hangUp(): void;
  /** Ends the call at this desk, whichever part it has; nothing from the other desk gets through any more. */
  leave(): void;
  /** Of the one who plays the caller: 0–1. */
  levels(): Levels;
  stats(): Promise<MediaStats | undefined>;
  readonly join: Guests['join'];
}

export interface RolePlayParts extends PlayedCallerParts {
  readonly hub: WireHub;
  readonly clock: Clock;
  readonly phone: PhonePort;
  /** Of one piece. */
  readonly longestPiece: number;
}

/** The call of two desks: a caller's agent at one of them, the practice line of the other, a cable of pieces between. */
export function createRolePlayPort(parts: RolePlayParts): RolePlayPort {
  const { hub, clock } = parts;
  const listeners = new Set<(event: RolePlayLineEvent) => void>();
  const emit = (event: RolePlayLineEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const relay = createRelay((piece) => emit({ type: 'piece', piece }), parts.longestPiece);
  const guests = createGuests({ phone: parts.phone, clock, onGuest: emit });
  let closeGuest: () => void = () => undefined;
  let caller: PlayedCaller | undefined;
  /** The microphone is asked for. */
  let isOpening = false;
  /** Raised by whatever ends the call: what is opened for an earlier one is closed again. */
  let turn = 0;

  const ended = (one: PlayedCaller | undefined): void => {
    if (caller === one) caller = undefined;
    emit({ type: 'callOver', at: clock.now() });
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hear: relay.hear,
    welcome: (scenario, isFree) => {
      closeGuest();
      guests.expect(scenario);
      closeGuest = joinGuest({ inside: hub.open, outside: relay.open, isFree }, clock);
      return hub.users()[0];
    },
    ring: async (scenario, target, iceServers) => {
      closeGuest();
      guests.forget();
      if (caller || isOpening) return err(appError('phone.callFailed', 'user'));
      isOpening = true;
      turn += 1;
      const own = turn;
      let isDropped = false;
      const opened = await openPlayedCaller(
        parts,
        { scenario, target, open: gatedLinks(relay.open, new MessageGate(), clock), iceServers },
        {
          onAnswered: () => emit({ type: 'answered', at: clock.now() }),
          onHeld: (isHeld) => emit({ type: 'held', isHeld }),
          onHandedOver: () => emit({ type: 'handedOver' }),
          onTrouble: (error) => emit({ type: 'trouble', error }),
          onEnded: () => (isDropped ? undefined : ended(opened.ok ? opened.value : undefined)),
        },
      );
      isOpening = false;
      if (!opened.ok) return opened;
      if (own !== turn) {
        isDropped = true;
        opened.value.hangUp();
        return ok(undefined);
      }
      caller = opened.value;
      emit({ type: 'rings' });
      const rings = await opened.value.call();
      if (!rings.ok) opened.value.hangUp();
      return rings;
    },
    hangUp: () => {
      turn += 1;
      caller?.hangUp();
    },
    leave: () => {
      turn += 1;
      caller?.hangUp();
      guests.forget();
      closeGuest();
      closeGuest = () => undefined;
    },
    levels: () => caller?.levels() ?? { mine: 0, theirs: 0 },
    stats: () => caller?.stats() ?? Promise.resolve(undefined),
    join: guests.join,
  };
}
