import type { DeskMessage } from '../../shared/sync/wire.ts';
import type { KeptState } from '../db/agent-state-ops.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { Say } from './live-channel.ts';

/** The channel to the centre and how much of the kept states it was told, in their order. */
export interface AgentTelling {
  /** Signs on and tells what waits. */
  open(to: Say): Promise<void>;
  close(): void;
  /** The newest state, which is kept already. */
  tell(state: KeptState): void;
  /** The centre has this one and all before it. */
  settle(seq: number): Promise<void>;
  /** The same, at once. */
  acknowledge(seq: number): void;
  /** Waits until the centre has it, at most so long; not at all without a channel. */
  settled(seq: number, ms: number): Promise<void>;
  say(message: DeskMessage): void;
}

/** The centre takes no more at once than it can keep meanwhile. */
const mostAtOnce = 100;

/** A week without the centre is told bit by bit: the next ones when these are acknowledged. */
export function createAgentTelling(seat: SeatStore, signedOn: () => DeskMessage, now: () => number): AgentTelling {
  let channel: Say | undefined;
  /** Of this channel: the last one told, and whether nothing older waits. */
  let toldSeq = 0;
  let hasCaughtUp = false;
  let keptSeq = 0;
  let look: () => void = () => undefined;

  const send = ({ seq, report, signedOnAt }: KeptState): void => {
    toldSeq = seq;
    channel?.({ type: 'agentState', seq, report, signedOnAt, now: now() });
  };
  const sendNext = async (to: Say): Promise<void> => {
    const next = await seat.agentStates(toldSeq, mostAtOnce);
    if (channel !== to) return;
    for (const state of next) send(state);
    hasCaughtUp = next.length < mostAtOnce;
  };

  return {
    async open(to) {
      channel = to;
      toldSeq = 0;
      hasCaughtUp = false;
      to(signedOn());
      await sendNext(to);
    },
    close() {
      channel = undefined;
    },
    tell(state) {
      if (hasCaughtUp) send(state);
    },
    async settle(seq) {
      await seat.settleAgentStates(seq);
      if (channel && !hasCaughtUp && seq >= toldSeq) await sendNext(channel);
    },
    acknowledge(seq) {
      keptSeq = seq;
      look();
    },
    async settled(seq, ms) {
      if (!channel || keptSeq >= seq) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        look = () => {
          if (keptSeq < seq) return;
          clearTimeout(timer);
          resolve();
        };
      });
    },
    say: (message) => channel?.(message),
  };
}
