import type { z } from 'zod';
import { attachmentChunk } from '../../src/shared/domain/attachment.ts';
import type { enclosureChunkSchema } from '../../src/shared/domain/enclosure.ts';
import { placeOf, taskSchema } from '../../src/shared/domain/task.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { refusal, type Refusal } from '../refusal.ts';

/**
 * A part of the sound of an open task, for whoever has the task in his list. Desks fetch it before anybody listens: that
 * is told by a mutation of its own.
 */
export async function readSound(
  { engine, attachments }: Centre,
  { agentNo }: AccessClaims,
  { sha256, at }: { readonly sha256: string; readonly at: number },
): Promise<Result<z.infer<typeof enclosureChunkSchema>, Refusal>> {
  // Two callers may have left the same sound.
  const rows = await engine.query<{ body: string }>(
    `SELECT tasks.body FROM voice_messages JOIN tasks ON tasks.id = task_id WHERE sha256 = $1 AND tasks.status = 'open'`,
    [sha256],
  );
  const agent = await agentOf(engine, agentNo);
  if (!agent) return err(refusal(404, 'notFound'));
  const who = { agentNo, languages: agent.languages, isLeader: agent.role === 'leader' };
  if (!rows.some(({ body }) => placeOf(taskSchema.parse(JSON.parse(body)), who))) return err(refusal(404, 'notFound'));
  const part = await attachments.slice(sha256, at, attachmentChunk);
  if (!part || part.bytes.length === 0) return err(refusal(404, 'attachment.notHere'));
  return ok({ size: part.size, data: part.bytes.toString('base64') });
}
