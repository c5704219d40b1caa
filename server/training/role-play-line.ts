import type { z } from 'zod';
import { agentNoSchema, type AgentNo } from '../../src/shared/ids.ts';
import { longestNotice, rolePlayMessageSchema, type RolePlaySaid } from '../../src/shared/sync/role-play-wire.ts';
import type { BoardDesk } from '../agents/board-desk.ts';
import type { Centre } from '../centre.ts';
import { Notices } from '../engine/notices.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

const rolePlayChannel = 'tashi_role_plays';

const noticeSchema = rolePlayMessageSchema.extend({ to: agentNoSchema });

export interface ToColleague {
  readonly id: string;
  readonly from: AgentNo;
  readonly to: AgentNo;
  readonly said: RolePlaySaid;
}

/**
 * Passes what two who play call and caller say to each other from desk to desk, at whichever server processes they are.
 * Nothing of it is kept: who is not there does not hear it.
 */
export class RolePlayLine {
  readonly #desks: ReadonlySet<BoardDesk>;
  readonly #notices: Notices;

  /** @param desks those that have signed on at this process */
  constructor(centre: Centre, desks: ReadonlySet<BoardDesk>) {
    this.#notices = new Notices(centre.engine, rolePlayChannel);
    this.#desks = desks;
  }

  start(): Promise<void> {
    return this.#notices.start(
      (text) => this.#pass(text),
      // The desks miss each other's sign of life, and say so.
      () => undefined,
    );
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  /**
   * False for what is longer than a notice holds. That the two agreed is the caller's to know.
   *
   * @param client of a transaction: told when it is kept, and not if it is not
   */
  async tell(notice: ToColleague, client?: SqlClient): Promise<boolean> {
    const text = JSON.stringify({ type: 'rolePlay', ...notice });
    if (Buffer.byteLength(text) > longestNotice) return false;
    await this.#notices.tell(text, client);
    return true;
  }

  #pass(text: string): void {
    const notice = readNotice(text);
    if (!notice) return;
    const { to, ...message } = notice;
    for (const desk of this.#desks) if (desk.agentNo === to) desk.send(message);
  }
}

function readNotice(text: string): z.infer<typeof noticeSchema> | undefined {
  try {
    return noticeSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
