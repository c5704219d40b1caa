import { z } from 'zod';
import { discardedRowSchema, rowTextSchema, waitingRowSchema } from '../sync/waiting-row.ts';

const nothing = z.object({});
const from = z.object({ from: z.number().int().min(0).default(0) });
const one = z.object({ id: z.string().min(1).max(140) });

/** What waits for the centre, what it refused, and what of that was thrown away. */
export const outboxCommands = {
  /** Of this agent, at most `rowsPerPage` from a place on: what was refused first, then by age. Of others counts only. */
  'outbox:rows': {
    input: from,
    output: z.object({
      total: z.number().int(),
      rows: z.array(waitingRowSchema),
      others: z.object({ waiting: z.number().int(), refused: z.number().int() }),
    }),
  },
  /** Thrown away in the last 30 days, the latest first. */
  'outbox:discarded': {
    input: from,
    output: z.object({ total: z.number().int(), rows: z.array(discardedRowSchema) }),
  },
  /** What was entered, of either list: outbox.gone. */
  'outbox:text': { input: one, output: rowTextSchema },
  /** Sends it now, what was refused anew: outbox.gone, and those of what it is. */
  'outbox:retry': { input: one, output: nothing },
  /** Only what the centre refused, and only this row: outbox.gone, outbox.mayNotGo. */
  'outbox:discard': { input: one, output: nothing },
  /** As it was refused: outbox.gone, outbox.enteredAnew. */
  'outbox:restore': { input: one, output: nothing },
} as const;
