import { lineReasons } from '../../src/shared/content/line-rules.ts';
import {
  isRecording,
  publishedLineSchema,
  stateOf,
  type PublishedLine,
} from '../../src/shared/domain/line-proposal.ts';
import type { Phrase } from '../../src/shared/domain/phrase.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import { approvedPhrase } from '../../src/shared/script/approved-phrase.ts';
import { shippedMoments } from '../../src/shared/script/shipped.ts';
import { anyPackSchema } from '../../src/shared/script/upgrade-pack.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import { agentOf } from '../agents/agent-of.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { toWylie } from '../publish/to-wylie.ts';
import { conflict, early, overtaken, refuse, type Decision } from './mutation-outcome.ts';
import { publish } from './publish.ts';

type LinePropose = Extract<Mutation, { kind: 'line.propose' }>;
type LineDecide = Extract<Mutation, { kind: 'line.decide' }>;

/** What a speaker proposed at one desk waits at every desk for a leader, with its recording. */
export async function applyLineProposal(centre: Centre, client: SqlClient, mutation: LinePropose): Promise<Decision> {
  const decision = await proposalDecision(client, mutation);
  if (decision) return decision;
  const { sound, ...proposal } = mutation.body;
  const { recording } = proposal;
  if (sound !== undefined && recording !== undefined) {
    await publish(client, { stream: 'recordings', id: recording, body: { id: recording, data: sound } });
  }
  await keep(centre, client, proposal);
  await note(centre, client, mutation, proposal.id, 'proposed');
  return { outcome: 'applied', streams: ['recordings', 'lines'] };
}

/** Why it is not taken, or that it is here already. */
async function proposalDecision(
  client: SqlClient,
  { agentNo, entityId, body }: LinePropose,
): Promise<Decision | undefined> {
  if (entityId !== body.id) return refuse('mutation.invalid', 'entityId');
  if (body.author !== agentNo) return refuse('mutation.invalid', 'author');
  const author = await agentOf(client, agentNo);
  if (author?.languages.includes(body.lang) !== true) return refuse('line.notYourLanguage', 'lang');
  const moment = shippedMoments.find(({ id }) => id === body.moment);
  if (!moment) return refuse('mutation.invalid', 'moment');
  // Which Mandarin line a text without a gloss falls back on is known to the desk alone.
  const [wrong] = lineReasons(body.line, body.lang, moment, { hasMandarin: true, toWylie });
  if (wrong) return refuse('mutation.invalid', `line.${wrong.field}`);
  const known = await stored(client, body.id);
  if (known) return isSame(known, body) ? overtaken : conflict('line.idTaken');
  return (await isSoundRight(client, body)) ? undefined : refuse('mutation.invalid', 'sound');
}

function isSame(known: PublishedLine, { author, lang, moment, line, recording }: LinePropose['body']): boolean {
  const of = (one: Pick<PublishedLine, 'author' | 'lang' | 'moment' | 'line' | 'recording'>): string =>
    JSON.stringify([one.author, one.lang, one.moment, one.line.text, one.line.gloss, one.line.reading, one.recording]);
  return of(known) === of({ author, lang, moment, line, recording });
}

/** A recording comes with its first proposal, or is here from an earlier one. */
async function isSoundRight(client: SqlClient, { recording, sound }: LinePropose['body']): Promise<boolean> {
  if (recording === undefined) return sound === undefined;
  const rows = await client.query<{ body: string | null }>(
    `SELECT body FROM published WHERE stream = 'recordings' AND id = $1`,
    [recording],
  );
  const [known] = rows;
  if (sound === undefined) return known !== undefined;
  // Nobody puts another sound in the place of one that was approved.
  if (known) return known.body === JSON.stringify({ id: recording, data: sound });
  return isRecording(Buffer.from(sound, 'base64'));
}

/** Only a leader decides, once, and never on what he wrote himself. Whoever was first has decided. */
export async function applyLineDecision(centre: Centre, client: SqlClient, mutation: LineDecide): Promise<Decision> {
  const { agentNo, at, body } = mutation;
  const { proposalId, verdict, reason } = body;
  if (mutation.entityId !== proposalId) return refuse('mutation.invalid', 'entityId');
  const proposal = await stored(client, proposalId);
  if (!proposal) return early('line.unknown', 'proposalId');
  const clash = await clashOf(client, mutation, proposal);
  await note(centre, client, mutation, proposalId, verdict, clash?.code);
  if (clash) return clash;
  const decision = { verdict, by: agentNo, at, ...(reason !== undefined && { reason }) };
  const phrase = verdict === 'approved' ? await phraseOf(client, proposal, agentNo) : undefined;
  await keep(centre, client, { ...proposal, decision, ...(phrase && { phrase }) });
  const kind = verdict === 'approved' ? 'lineApproved' : 'lineReturned';
  const detail = { proposalId, author: proposal.author, at };
  return { outcome: 'applied', streams: ['lines'], deed: { kind, agentNo, deviceId: mutation.deviceId, detail } };
}

async function clashOf(
  client: SqlClient,
  { agentNo, body }: LineDecide,
  { author, decision }: PublishedLine,
): Promise<Decision | undefined> {
  if ((await agentOf(client, agentNo))?.role !== 'leader') return refuse('line.notALeader');
  if (author === agentNo) return refuse('line.ownProposal');
  if (!decision) return undefined;
  return decision.by === agentNo && decision.verdict === body.verdict ? overtaken : conflict('line.decided');
}

/** The line that an approved proposal becomes, above whatever the centre says of it by now. */
async function phraseOf(client: SqlClient, proposal: PublishedLine, leader: AgentNo): Promise<Phrase> {
  const { lang, moment } = proposal;
  // Two approvals of one line come one after the other.
  await client.query('SELECT pg_advisory_xact_lock(7203447, hashtext($1))', [`${lang} ${moment}`]);
  const [row] = await client.query<{ body: string }>(
    `SELECT body FROM line_proposals WHERE lang = $1 AND moment = $2 AND version IS NOT NULL
      ORDER BY version DESC LIMIT 1`,
    [lang, moment],
  );
  const approved = row && publishedLineSchema.parse(JSON.parse(row.body)).phrase;
  const packed = await packLine(client, proposal);
  const isPackNewer = (packed?.version ?? 0) >= (approved?.version ?? 0);
  return approvedPhrase(proposal, isPackNewer ? packed : approved, leader);
}

async function packLine(client: SqlClient, { lang, moment }: PublishedLine): Promise<Phrase | undefined> {
  const [row] = await client.query<{ body: string | null }>(
    `SELECT body FROM published WHERE stream = 'phrases' AND id = $1`,
    [lang],
  );
  const pack = !row || row.body === null ? undefined : anyPackSchema.safeParse(JSON.parse(row.body)).data;
  return pack?.phrases.find((phrase) => phrase.moment === moment);
}

/** Held until the transaction ends. */
async function stored(client: SqlClient, id: string): Promise<PublishedLine | undefined> {
  const [row] = await client.query<{ body: string }>('SELECT body FROM line_proposals WHERE id = $1 FOR UPDATE', [id]);
  return row && publishedLineSchema.parse(JSON.parse(row.body));
}

async function keep(centre: Centre, client: SqlClient, line: PublishedLine): Promise<void> {
  await client.query(
    `INSERT INTO line_proposals (id, lang, moment, author, state, version, body, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version, body = excluded.body`,
    [
      ...[line.id, line.lang, line.moment, line.author, stateOf(line), line.phrase?.version ?? null],
      ...[JSON.stringify(line), centre.now()],
    ],
  );
  await publish(client, { stream: 'lines', id: line.id, body: line });
}

async function note(
  centre: Centre,
  client: SqlClient,
  { id, agentNo, deviceId, at }: LinePropose | LineDecide,
  proposalId: string,
  deed: string,
  clash?: string,
): Promise<void> {
  await client.query(
    `INSERT INTO line_changes
       (agent_no, device_id, mutation_id, proposal_id, deed, clash, changed_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [agentNo, deviceId, id, proposalId, deed, clash ?? null, at, centre.now()],
  );
}
