import { assertNever } from '../../src/shared/assert-never.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import { agentNoSchema } from '../../src/shared/ids.ts';
import type { DeskMessage } from '../../src/shared/sync/wire.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditDeed } from '../audit/audit-chain.ts';
import type { Centre } from '../centre.ts';
import { Notices } from '../engine/notices.ts';
import type { BoardDesk } from './board-desk.ts';
import { ExamLine } from '../training/exam-line.ts';
import { RolePlayLine } from '../training/role-play-line.ts';
import { LeaderLine } from './leader-line.ts';
import { dismissSilent, forceNotReady, keepReport, noteSeen, presenceOf, signOn } from './presence.ts';

const agentChannel = 'tashi_agents';
/** Changes of one moment go out as one notice. */
const gatherMs = 250;
/** A desk that asked for them hears of its colleagues for this long. */
const watchMs = 5 * 60_000;
const colleaguesMoved = '*';

/**
 * Where the agents stand: hears their desks, keeps what they say, and tells the others, at whichever server process they
 * are. Holds nothing of its own but who is connected here.
 */
export class AgentBoard {
  readonly #centre: Centre;
  /** Desks that have signed on over their channel. */
  readonly #seated = new Set<BoardDesk>();
  readonly #watching = new Map<BoardDesk, number>();
  /** What agents ask of leaders. */
  readonly leaders: LeaderLine;
  /** Who takes part in a pass test is told that it went on. */
  readonly exams: ExamLine;
  /** What two who play a call say to each other. */
  readonly rolePlays: RolePlayLine;
  readonly #notices: Notices;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;

  constructor(centre: Centre) {
    this.#centre = centre;
    this.#notices = new Notices(centre.engine, agentChannel);
    this.leaders = new LeaderLine(centre, this.#seated);
    this.exams = new ExamLine(centre, this.#seated);
    this.rolePlays = new RolePlayLine(centre, this.#seated);
  }

  async start(everyMs: number): Promise<void> {
    this.#startedAt = this.#centre.now();
    await this.#notices.start(
      (payload) => void this.#hearOf(payload),
      () => void this.#lookAgain(),
    );
    await Promise.all([this.leaders.start(), this.exams.start(), this.rolePlays.start()]);
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
    await Promise.all([this.#notices.stop(), this.leaders.stop(), this.exams.stop(), this.rolePlays.stop()]);
  }

  /** False for a message that has no place here: a state before the desk has signed on. Rejects when it was not kept. */
  async hear(desk: BoardDesk, message: DeskMessage): Promise<boolean> {
    switch (message.type) {
      case 'signedOn':
        await this.#signOn(desk, message);
        return true;
      case 'agentState':
        if (!this.#seated.has(desk)) return false;
        await this.#report(desk, message);
        return true;
      case 'watchColleagues':
        this.#watching.set(desk, this.#centre.now() + watchMs);
        return true;
      default:
        return assertNever(message);
    }
  }

  leave(desk: BoardDesk): void {
    this.#seated.delete(desk);
    this.#watching.delete(desk);
  }

  /**
   * Sets an agent to NOT_READY in a leader's name, after his running call. False when he is not there. That `by` is a leader
   * is the caller's to know.
   */
  async force(agentNo: AgentNo, by: AgentNo): Promise<boolean> {
    const { engine, crypto, now } = this.#centre;
    const id = await engine.transaction(async (client) => {
      const forced = await forceNotReady(client, agentNo, by, now());
      const deed: AuditDeed = { kind: 'stateForced', agentNo: by, detail: { forced: agentNo } };
      await appendAudit(client, crypto, forced === undefined ? [] : [deed], now());
      return forced;
    });
    if (id !== undefined) await this.#notices.tell(agentNo);
    return id !== undefined;
  }

  /** Notes who is still there, and finds who is not any more. Never rejects. */
  async look(): Promise<void> {
    const { engine, now, log, offlineAfterMs } = this.#centre;
    try {
      await noteSeen(engine, [...this.#seated], now());
      // After a stop of the server everybody gets the time to come back.
      if (now() - this.#startedAt < offlineAfterMs) return;
      const gone = await engine.transaction((client) => dismissSilent(client, now() - offlineAfterMs));
      if (gone > 0) this.#moved();
    } catch {
      log.warn('the agents’ states could not be looked after');
    }
  }

  async #signOn(desk: BoardDesk, message: Extract<DeskMessage, { type: 'signedOn' }>): Promise<void> {
    const { engine, now, offlineAfterMs } = this.#centre;
    const at = now();
    const seated = await engine.transaction((client) => signOn(client, desk, message, at, offlineAfterMs));
    this.#seated.add(desk);
    if (seated.kind === 'older') {
      desk.send({ type: 'takenOver', place: seated.place, at: seated.at, now: at });
      return;
    }
    desk.send({ type: 'seated', ...(seated.from && { from: seated.from }), now: at });
    if (seated.from) await this.#notices.tell(desk.agentNo);
    await this.#tellForced(desk);
    await this.leaders.welcome(desk);
  }

  async #report(desk: BoardDesk, message: Extract<DeskMessage, { type: 'agentState' }>): Promise<void> {
    const { engine, now } = this.#centre;
    const isSeen = await engine.transaction((client) => keepReport(client, desk, message, now()));
    desk.send({ type: 'stateKept', seq: message.seq });
    if (isSeen) this.#moved();
  }

  #moved(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#notices.tell(colleaguesMoved).catch(() => undefined);
    }, gatherMs).unref();
  }

  async #hearOf(payload: string): Promise<void> {
    if (payload === colleaguesMoved) return this.#tellWatching();
    const agentNo = agentNoSchema.safeParse(payload);
    if (!agentNo.success) return;
    for (const desk of this.#seated) if (desk.agentNo === agentNo.data) await this.#tellDesk(desk);
  }

  #tellWatching(): void {
    const now = this.#centre.now();
    for (const [desk, until] of this.#watching) {
      if (until < now) this.#watching.delete(desk);
      else desk.send({ type: 'colleagues' });
    }
  }

  /** Notices may be lost. */
  async #lookAgain(): Promise<void> {
    for (const desk of this.#seated) await this.#tellDesk(desk);
    this.#tellWatching();
  }

  async #tellDesk(desk: BoardDesk): Promise<void> {
    try {
      const held = await presenceOf(this.#centre.engine, desk.agentNo);
      if (!held) return;
      if (held.device_id === desk.deviceId) return await this.#tellForced(desk);
      const { place, signed_on_at: at } = held;
      desk.send({ type: 'takenOver', place, at, now: this.#centre.now() });
    } catch {
      this.#centre.log.warn('a desk could not be told about its agent');
    }
  }

  async #tellForced(desk: BoardDesk): Promise<void> {
    const held = await presenceOf(this.#centre.engine, desk.agentNo);
    if (held?.device_id !== desk.deviceId || held.forced_id === null) return;
    const { forced_id: id, forced_by, forced_at } = held;
    desk.send({
      ...{ type: 'forced', id, by: agentNoSchema.parse(forced_by) },
      ...{ at: forced_at ?? 0, now: this.#centre.now() },
    });
  }
}
