import { nextDelayMs } from '../../shared/sync/backoff.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { LiveMessage } from '../../shared/sync/wire.ts';
import type { Log } from '../log.ts';
import {
  transition,
  type Connectivity,
  type ConnectivityEffect,
  type ConnectivityEvent,
} from './connectivity-machine.ts';
import { openLiveChannel, type LiveChannel, type Say } from './live-channel.ts';
import { endsConnection, type ServerSession } from './server-session.ts';

export interface ConnectionOptions {
  readonly server: ServerSession;
  readonly log: Log;
  readonly now: () => number;
  readonly onConnected: () => void;
  readonly onDisconnected: () => void;
  readonly onRefused: () => void;
  readonly onStateChanged: () => void;
  /** From here on every change is heard of; what changed before has to be asked for. */
  readonly onChannelOpened: (say: Say) => void;
  readonly onMessage: (message: LiveMessage) => void;
}

/** Runs the connectivity machine: probes, waits, and holds the live channel while the server answers. */
export interface Connection {
  state(): Connectivity;
  /** When the centre was last there, or this began, UTC epoch ms; undefined while it is there. */
  offlineSince(): number | undefined;
  start(): void;
  /** A push or a page came through. */
  exchanged(): void;
  /** An exchange broke off for this reason; one that concerns only itself changes nothing here. */
  failed(error: AppError): void;
  nudge(): void;
  /** Resolves once the state is neither idle nor probing. */
  whenDecided(): Promise<void>;
  stop(): void;
}

const channelLimits = { baseMs: 1000, maxMs: 30_000 };
/** A channel that lived this long was a good one: its loss says nothing about the next. */
const goodChannelMs = 30_000;

export function createConnection(options: ConnectionOptions): Connection {
  const { server, log, now } = options;
  let state: Connectivity = { kind: 'idle' };
  let timer: NodeJS.Timeout | undefined;
  let offlineSince: number | undefined;
  let deciding: (() => void)[] = [];
  const channel = createChannelHolder(options, () => dispatch({ type: 'suspected' }));

  const dispatch = (event: ConnectivityEvent): void => {
    const before = state;
    const step = transition(state, event);
    state = step.state;
    offlineSince = state.kind === 'online' || state.kind === 'idle' ? undefined : (offlineSince ?? now());
    for (const effect of step.effects) perform(effect);
    if (before.kind === state.kind) return;
    log.info('connectivity', { state: state.kind });
    if (state.kind !== 'probing') {
      for (const decided of deciding) decided();
      deciding = [];
    }
    options.onStateChanged();
  };
  const probe = async (): Promise<void> => dispatch(eventOf(await server.probe(), now()));
  const perform = (effect: ConnectivityEffect): void => {
    switch (effect.type) {
      case 'probe':
        return void probe().catch((bug: unknown) => {
          log.bug('probe failed', bug);
          dispatch({ type: 'unreachable', at: now(), random: Math.random() });
        });
      case 'wait':
        timer = setTimeout(() => dispatch({ type: 'due' }), Math.max(0, effect.until - now()));
        return;
      case 'cancelWait':
        return clearTimeout(timer);
      case 'connect':
        channel.open();
        return options.onConnected();
      case 'disconnect':
        channel.close();
        return options.onDisconnected();
      case 'reportRefusal':
        return options.onRefused();
    }
  };
  return {
    state: () => state,
    offlineSince: () => offlineSince,
    start: () => dispatch({ type: 'started' }),
    exchanged: () => dispatch({ type: 'exchanged' }),
    failed: (error) => {
      if (!endsConnection(error)) return;
      const isRefused = error.code === 'auth.sessionExpired';
      dispatch(isRefused ? { type: 'refused' } : { type: 'failed', at: now(), random: Math.random() });
    },
    nudge: () => dispatch({ type: 'nudged' }),
    whenDecided: () =>
      state.kind === 'idle' || state.kind === 'probing'
        ? new Promise((resolve) => deciding.push(resolve))
        : Promise.resolve(),
    stop: () => dispatch({ type: 'stopped' }),
  };
}

function eventOf(answer: Result<void>, at: number): ConnectivityEvent {
  if (answer.ok) return { type: 'reached' };
  if (answer.error.code === 'auth.sessionExpired') return { type: 'refused' };
  return { type: 'unreachable', at, random: Math.random() };
}

interface ChannelHolder {
  open(): void;
  close(): void;
}

/** Where the server answers but its channel keeps breaking, the channel is opened less and less often. */
function createChannelHolder(options: ConnectionOptions, onLost: () => void): ChannelHolder {
  let channel: LiveChannel | undefined;
  let timer: NodeJS.Timeout | undefined;
  let shortLived = 0;
  const openNow = (): void => {
    const openedAt = options.now();
    channel = openLiveChannel({
      server: options.server,
      onOpened: options.onChannelOpened,
      onMessage: options.onMessage,
      onLost: () => {
        shortLived = options.now() - openedAt > goodChannelMs ? 0 : shortLived + 1;
        // A channel that fails at once must not speak into the step that opened it.
        queueMicrotask(onLost);
      },
    });
  };
  return {
    open() {
      if (shortLived === 0) return openNow();
      timer = setTimeout(openNow, nextDelayMs(shortLived - 1, Math.random(), channelLimits));
    },
    close() {
      clearTimeout(timer);
      channel?.close();
      channel = undefined;
    },
  };
}
