import { examSchema } from '../../src/shared/training/exam.ts';
import type { BoardDesk } from '../agents/board-desk.ts';
import type { Centre } from '../centre.ts';
import { notify, Notices } from '../engine/notices.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

const examChannel = 'tashi_exams';

/** @param client of a transaction: told when it is kept, and not if it is not */
export function tellExam(client: SqlClient, id: string): Promise<void> {
  return notify(client, examChannel, id);
}

/**
 * Tells the desks of those who take part in a pass test that it has gone on, at whichever server processes they are. What
 * changed is asked for: a notice that is lost costs nothing but time.
 */
export class ExamLine {
  readonly #centre: Centre;
  readonly #desks: ReadonlySet<BoardDesk>;
  readonly #notices: Notices;

  /** @param desks those that have signed on at this process */
  constructor(centre: Centre, desks: ReadonlySet<BoardDesk>) {
    this.#centre = centre;
    this.#notices = new Notices(centre.engine, examChannel);
    this.#desks = desks;
  }

  start(): Promise<void> {
    return this.#notices.start(
      (id) => void this.#hearOf(id),
      // Whoever takes part asks again when his own channel is back.
      () => undefined,
    );
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  /** After the commit. Never rejects: the test itself is kept. */
  async tell(id: string): Promise<void> {
    try {
      await this.#notices.tell(id);
    } catch {
      this.#centre.log.warn('desks could not be told of a pass test; they ask by themselves');
    }
  }

  async #hearOf(id: string): Promise<void> {
    try {
      const [row] = await this.#centre.engine.query<{ body: string }>('SELECT body FROM exams WHERE id = $1', [id]);
      if (!row) return;
      const { trainee, examiners } = examSchema.parse(JSON.parse(row.body));
      const people = new Set([trainee, ...examiners]);
      for (const desk of this.#desks) if (people.has(desk.agentNo)) desk.send({ type: 'exams' });
    } catch {
      this.#centre.log.warn('a pass test could not be passed on; desks ask by themselves');
    }
  }
}
