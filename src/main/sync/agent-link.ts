import type { AgentReport, RestingKind, Standing } from '../../shared/domain/agent-report.ts';
import { standingOf } from '../../shared/domain/agent-report.ts';
import type { AgentNo } from '../../shared/ids.ts';
import type { LiveMessage } from '../../shared/sync/wire.ts';
import type { AgentStanding, KeptState } from '../db/agent-state-ops.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { Log } from '../log.ts';
import { createAgentTelling } from './agent-telling.ts';
import type { Say } from './live-channel.ts';

/** The same agent at two desks. `at`: since when, UTC epoch ms by this desk's clock. */
export interface OtherDesk {
  readonly place: string;
  readonly at: number;
}

export interface AgentLinkOptions {
  readonly seat: SeatStore;
  readonly standing: AgentStanding;
  /** What this desk is called to others. */
  readonly place: string;
  readonly now: () => number;
  readonly log: Log;
  /** The agent signed on elsewhere later than here. */
  readonly onTakenOver: (other: OtherDesk) => void;
  /** He was at another desk until now. */
  readonly onTookOver: (other: OtherDesk) => void;
  readonly onForced: (by: AgentNo, at: number) => void;
  readonly onColleaguesMoved: () => void;
  readonly onReported: () => void;
}

/**
 * Tells the centre where the agent stands. Every change is kept in the seat until the centre has acknowledged it and told
 * in its order, also after hours without the centre; the newest is told again with each new channel.
 */
export interface AgentLink {
  /** Resolves when it is kept. One that says the same as the newest changes nothing. */
  report(report: AgentReport, rest: RestingKind | undefined): Promise<void>;
  /** What a page that begins now goes on with; undefined before the first report of this sign-in. */
  standing(): Standing | undefined;
  /** Undefined before the first report of this sign-in. */
  kind(): AgentReport['kind'] | undefined;
  channelOpened(say: Say): void;
  channelLost(): void;
  hear(message: Exclude<LiveMessage, { type: 'rolePlay' }>): void;
  /** Asks to hear of colleagues that move, for some minutes. */
  watchColleagues(): void;
  /** Resolves when nothing touches the seat any more. */
  idle(): Promise<void>;
  /** The agent signs off: told, if the centre can be reached within a moment. */
  leave(): Promise<void>;
}

const leaveMs = 1500;
/** A channel that opens within this time of the wish takes it along. */
const watchMs = 5 * 60_000;

export function createAgentLink(options: AgentLinkOptions): AgentLink {
  const { seat, now, log } = options;
  const { signedOnAt } = options.standing;
  let newest = options.standing.newest;
  let forced: { readonly id: string; readonly at: number } | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let watchUntil = 0;
  let channel: Say | undefined;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch((bug: unknown) => log.bug('agent state failed', bug));
    return done;
  };
  const telling = createAgentTelling(
    seat,
    () => ({ type: 'signedOn', at: signedOnAt, place: options.place, now: now() }),
    now,
  );
  const keep = async (report: AgentReport, rest: RestingKind | undefined): Promise<void> => {
    if (newest && JSON.stringify(newest.report) === JSON.stringify(report)) return;
    newest = await seat.keepAgentState({ report, signedOnAt, ...(rest && { rest }) }, now());
    if (showsForced(report)) forced = undefined;
    telling.tell(newest);
    options.onReported();
  };
  const toHere = (at: number, serverNow: number): number => now() - Math.max(0, serverNow - at);

  return {
    report: (report, rest) => inTurn(() => keep(report, rest)),
    standing: () => (forced ? { kind: 'NOT_READY', reason: 'FORCED', since: forced.at } : restOf(newest, now())),
    kind: () => newest?.report.kind,
    channelOpened(to) {
      channel = to;
      void inTurn(async () => {
        if (channel !== to) return;
        await telling.open(to);
        if (now() < watchUntil) telling.say({ type: 'watchColleagues' });
      });
    },
    channelLost() {
      channel = undefined;
      telling.close();
    },
    watchColleagues() {
      watchUntil = now() + watchMs;
      telling.say({ type: 'watchColleagues' });
    },
    hear(message) {
      switch (message.type) {
        case 'stateKept':
          telling.acknowledge(message.seq);
          return void inTurn(() => telling.settle(message.seq));
        case 'seated':
          if (!message.from) return;
          return options.onTookOver({ place: message.from.place, at: toHere(message.from.since, message.now) });
        case 'takenOver':
          return options.onTakenOver({ place: message.place, at: toHere(message.at, message.now) });
        case 'forced': {
          if (forced?.id === message.id) return;
          forced = { id: message.id, at: toHere(message.at, message.now) };
          return options.onForced(message.by, forced.at);
        }
        case 'colleagues':
          return options.onColleaguesMoved();
        case 'changed':
        case 'exams':
        case 'leaderAsked':
        case 'leaderAskOver':
        case 'leaderAnswered':
          return;
      }
    },
    idle: () => turn.then(() => undefined),
    async leave() {
      if (newest?.report.kind !== 'OFFLINE') {
        await inTurn(() => keep({ kind: 'OFFLINE', since: now(), isOnCall: false }, undefined));
      }
      await telling.settled(newest?.seq ?? 0, leaveMs);
    },
  };
}

function showsForced({ kind, reason, queued }: AgentReport): boolean {
  if (kind === 'OFFLINE' || reason === 'FORCED') return true;
  return queued?.kind === 'NOT_READY' && queued.reason === 'FORCED';
}

/** A call in the page ends with the page: what comes after it begins now. */
function restOf(state: KeptState | undefined, now: number): Standing | undefined {
  if (!state) return undefined;
  return standingOf(state.report) ?? (state.rest && { ...state.rest, since: now });
}
