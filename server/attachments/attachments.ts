import { attachmentsSchema, type Attachment } from '../../src/shared/domain/attachment.ts';
import type { Role } from '../../src/shared/domain/agent.ts';
import type { TicketId } from '../../src/shared/ids.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';
import type { AttachmentStates } from '../../src/shared/sync/attachment-wire.ts';
import { agentOf } from '../agents/agent-of.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { Upload } from './attachment-store.ts';

/** Which file of which ticket. */
export interface Named {
  readonly ticketId: TicketId;
  readonly sha256: string;
}

interface KnownTicket {
  readonly author: string;
  readonly attachments: readonly Attachment[];
}

const dayMs = 86_400_000;
/** Who may read what others attached. */
const readers: readonly Role[] = ['leader', 'quality', 'admin'];

/** No stranger learns whether a ticket is there. */
const unknown = (): Result<never, Refusal> => err(refusal(404, 'notFound'));

/** How far each file of the agent's own ticket has got here: where an upload begins, or goes on. */
export async function attachmentStates(
  centre: Centre,
  claims: AccessClaims,
  ticketId: TicketId,
): Promise<Result<AttachmentStates, Refusal>> {
  const ticket = await knownTicket(centre, ticketId);
  if (ticket?.author !== claims.agentNo) return unknown();
  const attachments = await Promise.all(
    ticket.attachments.map(async (attachment) => {
      const isStored = await isStoredFor(centre, ticketId, attachment.sha256);
      const have = isStored ? attachment.size : await centre.attachments.have({ ...attachment, ticketId });
      return { sha256: attachment.sha256, have, isStored };
    }),
  );
  return ok({ attachments });
}

/** Takes the next chunk. One that comes twice, too early or too late changes nothing: the answer says where to go on. */
export async function putAttachment(
  centre: Centre,
  claims: AccessClaims,
  { at, data, ...named }: Named & { readonly at: number; readonly data: string },
): Promise<Result<{ have: number }, Refusal>> {
  const upload = await ownUpload(centre, claims, named);
  if (!upload) return unknown();
  if (await isStoredFor(centre, named.ticketId, named.sha256)) return ok({ have: upload.size });
  if (at === 0 && !(await begin(centre, claims, upload))) return err(refusal(403, 'attachment.overQuota'));
  return ok({ have: await centre.attachments.put(upload, at, Buffer.from(data, 'base64')) });
}

/** Looks at the whole file and keeps it. Safe to repeat. */
export async function completeAttachment(
  centre: Centre,
  claims: AccessClaims,
  named: Named,
): Promise<Result<{ isStored: true }, Refusal>> {
  const upload = await ownUpload(centre, claims, named);
  if (!upload) return unknown();
  if (await isStoredFor(centre, named.ticketId, named.sha256)) {
    await centre.attachments.remove(upload);
    return ok({ isStored: true });
  }
  const finished = await centre.attachments.finish(upload);
  if (finished !== 'stored') return err(refusal(400, `attachment.${finished}`));
  // After the bytes: a row without its file is what a restored server has, and is found out by looking.
  await centre.engine.query(
    `INSERT INTO attachments (ticket_id, sha256, size, kind, agent_no, begun_at, stored_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (ticket_id, sha256) DO UPDATE SET stored_at = excluded.stored_at`,
    [upload.ticketId, upload.sha256, upload.size, upload.kind, claims.agentNo, centre.now()],
  );
  return ok({ isStored: true });
}

/** The file for its author, and for those who look after tickets; every reading is an entry of the audit log. */
export async function readAttachment(centre: Centre, claims: AccessClaims, { ticketId, sha256 }: Named) {
  const ticket = await knownTicket(centre, ticketId);
  const attachment = ticket?.attachments.find((each) => each.sha256 === sha256);
  if (!ticket || !attachment || !(await mayRead(centre, claims, ticket))) return unknown();
  const isStored = await isStoredFor(centre, ticketId, sha256);
  const file = isStored ? await centre.attachments.read(sha256) : undefined;
  if (!file) return err(refusal(404, 'attachment.notHere'));
  const { agentNo, deviceId } = claims;
  const deed = { kind: 'attachmentRead', agentNo, deviceId, detail: { ticketId, sha256 } } as const;
  await centre.engine.transaction((client) => appendAudit(client, centre.crypto, [deed], centre.now()));
  return ok({ attachment, ...file });
}

async function mayRead(centre: Centre, { agentNo }: AccessClaims, ticket: KnownTicket): Promise<boolean> {
  if (ticket.author === agentNo) return true;
  const agent = await agentOf(centre.engine, agentNo);
  return agent !== undefined && readers.includes(agent.role);
}

async function knownTicket({ engine }: Centre, ticketId: TicketId): Promise<KnownTicket | undefined> {
  const [row] = await engine.query<{ agent_no: string; body: string }>(
    'SELECT agent_no, body FROM tickets WHERE id = $1',
    [ticketId],
  );
  if (!row) return undefined;
  const { attachments } = JSON.parse(row.body) as { attachments?: unknown };
  return { author: row.agent_no, attachments: attachmentsSchema.safeParse(attachments).data ?? [] };
}

async function ownUpload(
  centre: Centre,
  { agentNo }: AccessClaims,
  { ticketId, sha256 }: Named,
): Promise<Upload | undefined> {
  const ticket = await knownTicket(centre, ticketId);
  const attachment = ticket?.attachments.find((each) => each.sha256 === sha256);
  return ticket?.author === agentNo && attachment ? { ...attachment, ticketId } : undefined;
}

/** For this ticket, and really there: a restored database may speak of files that are not. */
async function isStoredFor({ engine, attachments }: Centre, ticketId: TicketId, sha256: string): Promise<boolean> {
  const rows = await engine.query(
    'SELECT 1 FROM attachments WHERE ticket_id = $1 AND sha256 = $2 AND stored_at IS NOT NULL',
    [ticketId, sha256],
  );
  return rows.length > 0 && attachments.isStored(sha256);
}

/** Notes that a file comes; false when the agent has begun as much within a day as he may. What is never finished counts, too. */
async function begin(
  { engine, attachmentsPerDay, now }: Centre,
  { agentNo }: AccessClaims,
  upload: Upload,
): Promise<boolean> {
  const { ticketId, sha256, size, kind } = upload;
  const [row] = await engine.query<{ sent: number }>(
    `SELECT coalesce(sum(size), 0)::float8 AS sent FROM attachments
      WHERE agent_no = $1 AND begun_at > $2 AND NOT (ticket_id = $3 AND sha256 = $4)`,
    [agentNo, now() - dayMs, ticketId, sha256],
  );
  if ((row?.sent ?? 0) + size > attachmentsPerDay) return false;
  await engine.query(
    `INSERT INTO attachments (ticket_id, sha256, size, kind, agent_no, begun_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (ticket_id, sha256) DO UPDATE SET begun_at = excluded.begun_at`,
    [ticketId, sha256, size, kind, agentNo, now()],
  );
  return true;
}
