import type { LeaderVerdict } from '../../src/shared/domain/leader-verdict.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditDeed } from '../audit/audit-chain.ts';
import type { Centre } from '../centre.ts';
import { Notices } from '../engine/notices.ts';
import type { BoardDesk } from './board-desk.ts';
import {
  keepAnswer,
  keepRequest,
  leadersOf,
  recentRequests,
  requestOf,
  type LeaderRequest,
} from './leader-requests.ts';
import { presenceOf } from './presence.ts';
import type { Seat } from './presence.ts';

const leaderChannel = 'tashi_leaders';

/**
 * What agents ask of leaders, and what leaders answer, at whichever server processes their desks are. All of it is in the
 * database: a notice only says which asking to look at.
 */
export class LeaderLine {
  readonly #centre: Centre;
  readonly #desks: ReadonlySet<BoardDesk>;
  readonly #notices: Notices;

  /** @param desks those that have signed on at this process */
  constructor(centre: Centre, desks: ReadonlySet<BoardDesk>) {
    this.#centre = centre;
    this.#notices = new Notices(centre.engine, leaderChannel);
    this.#desks = desks;
  }

  start(): Promise<void> {
    return this.#notices.start(
      (id) => void this.#hearOf(id),
      () => void this.#lookAgain(),
    );
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  /** Tells the leaders; returns how many are at work. Undefined when the id is somebody else's. */
  async ask(seat: Seat, asked: Pick<LeaderRequest, 'id' | 'callId'>): Promise<number | undefined> {
    const { engine, now } = this.#centre;
    const withdrawn = await engine.transaction((client) => keepRequest(client, seat, asked, now()));
    if (!withdrawn) return undefined;
    for (const id of [...withdrawn, asked.id]) await this.#notices.tell(id);
    const leaders = await leadersOf(engine);
    return [...leaders].filter(([leader, isThere]) => isThere && leader !== seat.agentNo).length;
  }

  /** That `by` is a leader is the caller's to know. Undefined when there is nothing to answer. */
  async answer(id: string, verdict: LeaderVerdict, by: AgentNo): Promise<LeaderRequest['answer']> {
    const { engine, crypto, now } = this.#centre;
    const answer = await engine.transaction(async (client) => {
      const kept = await keepAnswer(client, id, verdict, by, now());
      const deed: AuditDeed = { kind: 'leaderAnswered', agentNo: by, detail: { request: id, verdict } };
      await appendAudit(client, crypto, kept.isFirst ? [deed] : [], now());
      return kept.answer;
    });
    if (answer) await this.#notices.tell(id);
    return answer;
  }

  /** A desk that has signed on hears what it may have missed. */
  async welcome(desk: BoardDesk): Promise<void> {
    const { engine, now } = this.#centre;
    const requests = await recentRequests(engine, now());
    if (requests.length === 0) return;
    const isLeader = (await leadersOf(engine)).has(desk.agentNo);
    for (const request of requests) await this.#tell(desk, request, isLeader);
  }

  async #hearOf(id: string): Promise<void> {
    try {
      const { engine, now } = this.#centre;
      const request = await requestOf(engine, id, now());
      if (!request) return;
      const leaders = await leadersOf(engine);
      for (const desk of this.#desks) await this.#tell(desk, request, leaders.has(desk.agentNo));
    } catch {
      this.#centre.log.warn(
        'a question to the leaders could not be passed on; desks hear of it with their next channel',
      );
    }
  }

  /** Notices may be lost. */
  async #lookAgain(): Promise<void> {
    try {
      for (const desk of this.#desks) await this.welcome(desk);
    } catch {
      this.#centre.log.warn('the questions to the leaders could not be looked through');
    }
  }

  async #tell(desk: BoardDesk, request: LeaderRequest, isLeader: boolean): Promise<void> {
    const { id, agentNo, deviceId, callId, answer } = request;
    if (answer && desk.agentNo === agentNo && desk.deviceId === deviceId) {
      desk.send({ type: 'leaderAnswered', id, callId, ...answer });
    }
    if (!isLeader || desk.agentNo === agentNo) return;
    if (request.isOver) return desk.send({ type: 'leaderAskOver', id });
    const { engine, now } = this.#centre;
    const place = (await presenceOf(engine, agentNo))?.place ?? '';
    desk.send({ type: 'leaderAsked', id, agentNo, place, at: request.askedAt, now: now() });
  }
}
