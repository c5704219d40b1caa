import { assertNever } from '../../../shared/assert-never.ts';
import {
  transitionOwnership,
  type Ownership,
  type OwnershipEffect,
  type OwnershipEvent,
} from '../../../shared/call/ownership.ts';

export interface PhoneOwnerParts {
  readonly locks: LockManager;
  /** To the other windows of this seat. */
  readonly channel: BroadcastChannel;
  isInCall(): boolean;
  onOwning(): void;
  /** Resolves when the phone is off the line. */
  onLost(): Promise<void>;
}

export interface PhoneOwner {
  state(): Ownership;
  /** Returns the unsubscribe. */
  subscribe(listener: (state: Ownership) => void): () => void;
  /** Asks the window that has the phone for it. False while a call is up there. */
  takeOver(): Promise<boolean>;
}

type Message =
  | { readonly type: 'handOver'; readonly id: string }
  | { readonly type: 'handOverAnswered'; readonly id: string; readonly isGiven: boolean };
/** What the windows show each other goes over the same channel. */
type Heard = Message | { readonly type: 'shown' | 'showMe' };

const lockName = 'tashi-desk-phone';
/** An owner that does not answer is frozen, and the phone with it. */
const answerTimeoutMs = 5_000;
/** Whoever was given the phone takes it first. */
const requestAfterMs = 500;

/** Gets in line for the phone at once; see `ownership.ts`. */
export function createPhoneOwner(parts: PhoneOwnerParts): PhoneOwner {
  const { locks, channel } = parts;
  const listeners = new Set<(state: Ownership) => void>();
  const asked = new Map<string, (isGiven: boolean) => void>();
  let state: Ownership = { kind: 'waiting', isElsewhere: false };
  let release: () => void = () => undefined;
  let stopping: Promise<void> = Promise.resolve();

  const isOwning = (): boolean => state.kind === 'owning';

  const dispatch = (event: OwnershipEvent, askId = ''): void => {
    const next = transitionOwnership(state, event);
    const hasChanged = next.state !== state;
    state = next.state;
    // Listeners first: what they showed of another window is gone before this one's phone has news.
    if (hasChanged) for (const listener of [...listeners]) listener(state);
    for (const effect of next.effects) run(effect, askId);
  };

  /** The request by which this window holds the lock; another one of its own may have taken it over. */
  let holding: AbortController | undefined;
  /** In line for the lock. */
  let waiting: AbortController | undefined;

  /** Until `release`; the lock of a window that is gone is free by itself. */
  const hold = (asking: AbortController): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
      holding = asking;
      if (waiting === asking) waiting = undefined;
      dispatch({ type: 'lockGranted' });
    });

  const request = (options: LockOptions): void => {
    const asking = new AbortController();
    const isInLine = !options.steal && !options.ifAvailable;
    if (isInLine) waiting = asking;
    locks
      .request(lockName, { ...options, ...(isInLine ? { signal: asking.signal } : {}) }, (lock) => {
        if (lock) return hold(asking);
        dispatch({ type: 'lockDenied' });
        return undefined;
      })
      // Taken away by the window that was given it, or that got no answer. Out of line by its own wish, it lost nothing.
      .catch(() => {
        if (holding === asking) dispatch({ type: 'lockStolen' });
      });
  };

  const run = (effect: OwnershipEffect, askId: string): void => {
    switch (effect.type) {
      case 'start':
        return parts.onOwning();
      case 'stop': {
        const letGo = release;
        stopping = parts.onLost().then(letGo, letGo);
        return;
      }
      case 'answer':
        void stopping.then(() => {
          channel.postMessage({ type: 'handOverAnswered', id: askId, isGiven: effect.isGiven } satisfies Message);
        });
        return;
      case 'request':
        void stopping.then(() => setTimeout(() => request({}), requestAfterMs));
        return;
      default:
        return assertNever(effect);
    }
  };

  channel.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
    if (data.type === 'handOver') dispatch({ type: 'handOverAsked', isInCall: parts.isInCall() }, data.id);
    else if (data.type === 'handOverAnswered') asked.get(data.id)?.(data.isGiven);
  });
  request({ ifAvailable: true });

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeOver: async () => {
      if (isOwning()) return true;
      const id = crypto.randomUUID();
      const isGiven = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), answerTimeoutMs);
        asked.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        channel.postMessage({ type: 'handOver', id } satisfies Message);
      });
      asked.delete(id);
      // Past the others in line, and past an owner that hangs.
      // Often the place in line has brought it already: it must not be taken from oneself.
      if (isGiven && !isOwning()) {
        waiting?.abort();
        request({ steal: true });
      }
      return isGiven;
    },
  };
}
