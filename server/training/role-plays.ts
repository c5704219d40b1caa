import type { AgentNo } from '../../src/shared/ids.ts';
import { agentNoSchema } from '../../src/shared/ids.ts';
import type { Result } from '../../src/shared/ipc/result.ts';
import { err, ok } from '../../src/shared/ipc/result.ts';
import { invitationMs, type RolePlayAnswer } from '../../src/shared/training/role-play.ts';
import { agentOf } from '../agents/agent-of.ts';
import { presenceOf } from '../agents/presence.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { invalidField, refusal, type Refusal } from '../refusal.ts';
import type { RolePlayLine } from './role-play-line.ts';

/** Longer than anybody plays: what is forgotten open ends by itself. */
const longestPlayMs = 4 * 3_600_000;
/** Rows of yesterday tell nobody anything. */
const keptMs = 86_400_000;
/** Answers travel, and clocks of desks differ. */
const graceMs = 15_000;

interface Row {
  readonly inviter: string;
  readonly invited: string;
  readonly invited_at: number;
  readonly accepted_at: number | null;
  readonly ended_at: number | null;
}

/** The same id again, by the same hand, is the invitation that is there. */
export async function inviteRolePlay(
  { engine, now }: Centre,
  by: AgentNo,
  { id, colleague }: { readonly id: string; readonly colleague: AgentNo },
): Promise<Result<AgentNo, Refusal>> {
  return engine.transaction(async (client) => {
    if (colleague === by || !(await agentOf(client, colleague))) return err(invalidField('colleague'));
    const presence = await presenceOf(client, colleague);
    if (!presence || presence.kind === 'OFFLINE') return err(refusal(404, 'notFound'));
    await client.query('DELETE FROM role_plays WHERE invited_at < $1', [now() - keptMs]);
    await client.query(
      'INSERT INTO role_plays (id, inviter, invited, invited_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [id, by, colleague, now()],
    );
    const row = await rowOf(client, id);
    return row?.inviter === by && row.invited === colleague ? ok(colleague) : err(invalidField('id'));
  });
}

/**
 * Whoever was invited says so, once and in time, and whoever invited him is told as it is kept. The same answer again
 * changes nothing and tells nobody.
 */
export async function answerRolePlay(
  { engine, now }: Centre,
  line: RolePlayLine,
  by: AgentNo,
  { id, answer }: { readonly id: string; readonly answer: RolePlayAnswer },
): Promise<Result<undefined, Refusal>> {
  return engine.transaction(async (client) => {
    const row = await rowOf(client, id);
    if (row?.invited !== by) return err(refusal(404, 'notFound'));
    if (isAnsweredSo(row, answer)) return ok(undefined);
    const isOpen = row.accepted_at === null && row.ended_at === null;
    if (!isOpen || now() - row.invited_at > invitationMs + graceMs) return err(invalidField('id'));
    const field = answer === 'accepted' ? 'accepted_at' : 'ended_at';
    await client.query(`UPDATE role_plays SET ${field} = $2 WHERE id = $1`, [id, now()]);
    const inviter = agentNoSchema.parse(row.inviter);
    await line.tell({ id, from: by, to: inviter, said: { type: 'answered', answer } }, client);
    return ok(undefined);
  });
}

/** One that was accepted and is over since is no longer accepted; one that was withdrawn may be declined all the same. */
function isAnsweredSo({ accepted_at, ended_at }: Row, answer: RolePlayAnswer): boolean {
  return answer === 'accepted' ? accepted_at !== null && ended_at === null : accepted_at === null && ended_at !== null;
}

/** Whom one of the two speaks to; 404 for everybody else, 400 with `id` before they agreed and once it is over. */
export async function partnerIn({ engine, now }: Centre, by: AgentNo, id: string): Promise<Result<AgentNo, Refusal>> {
  const [row] = await engine.query<Row>('SELECT * FROM role_plays WHERE id = $1', [id]);
  const other = row && otherOf(row, by);
  if (!other) return err(refusal(404, 'notFound'));
  const { accepted_at, ended_at } = row;
  if (accepted_at === null || ended_at !== null || now() - accepted_at > longestPlayMs) return err(invalidField('id'));
  return ok(other);
}

/** Either ends it, the one who invited also before an answer. Whom to tell; undefined when it was over already. */
export async function endRolePlay(
  { engine, now }: Centre,
  by: AgentNo,
  id: string,
): Promise<Result<AgentNo | undefined, Refusal>> {
  return engine.transaction(async (client) => {
    const row = await rowOf(client, id);
    const other = row && otherOf(row, by);
    if (!other) return err(refusal(404, 'notFound'));
    if (row.ended_at !== null) return ok(undefined);
    await client.query('UPDATE role_plays SET ended_at = $2 WHERE id = $1', [id, now()]);
    return ok(other);
  });
}

/** Held until the transaction ends. */
async function rowOf(client: SqlClient, id: string): Promise<Row | undefined> {
  const [row] = await client.query<Row>('SELECT * FROM role_plays WHERE id = $1 FOR UPDATE', [id]);
  return row;
}

function otherOf({ inviter, invited }: Row, by: AgentNo): AgentNo | undefined {
  if (by !== inviter && by !== invited) return undefined;
  return agentNoSchema.parse(by === inviter ? invited : inviter);
}
