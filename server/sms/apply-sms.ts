import { customerSchema, ticketStateSchema } from '../../src/shared/domain/customer.ts';
import { smsPackSchema, smsPlaceholders, smsPlaceholderNames, type SmsText } from '../../src/shared/domain/sms-text.ts';
import type { SmsOrder } from '../../src/shared/domain/ticket-addition.ts';
import { submittedTicketSchema } from '../../src/shared/domain/ticket.ts';
import { callRecordSchema } from '../../src/shared/domain/call.ts';
import { fillSms, isTimeZone, placeholdersOf, type SmsSource } from '../../src/shared/sms/fill-sms.ts';
import { isMobileNumber, isSameNumber } from '../../src/shared/sms/mobile-number.ts';
import { mostPerHour, smsPatienceMs } from '../../src/shared/sms/sms-limits.ts';
import type { Mutation } from '../../src/shared/sync/wire.ts';
import { seenTickets } from '../additions/seen-tickets.ts';
import type { Centre } from '../centre.ts';
import type { SqlClient } from '../engine/sql-engine.ts';
import { early, overtaken, refuse, type Decision } from '../sync/mutation-outcome.ts';
import { retellTickets } from '../sync/publish-ticket.ts';

type SmsSend = Extract<Mutation, { kind: 'sms.send' }>;

const hourMs = 3_600_000;

/**
 * Takes a text message on, to be handed to the sending port. The centre fills the text itself from the text that it has
 * published and from the ticket; where that is not what the agent saw, nothing goes.
 */
export async function applySms(centre: Centre, client: SqlClient, mutation: SmsSend): Promise<Decision> {
  const { agentNo, deviceId, at, body } = mutation;
  if (mutation.entityId !== body.id) return refuse('mutation.invalid', 'entityId');
  const [known] = await client.query<{ agent_no: string; ticket_id: string; number: string; text: string }>(
    'SELECT agent_no, ticket_id, number, text FROM sms_messages WHERE id = $1',
    [body.id],
  );
  if (known) {
    const isSame = known.agent_no === agentNo && known.ticket_id === body.ticketId && known.number === body.number;
    return isSame && known.text === body.text ? overtaken : refuse('mutation.invalid', 'id');
  }
  const fault = await faultOf(centre, client, mutation);
  if (fault) return fault;
  await client.query(
    `INSERT INTO sms_messages (id, ticket_id, agent_no, device_id, call_id, number, lang, text_id, text_version, text,
       said_at, received_at, state, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $12)`,
    [
      ...[body.id, body.ticketId, agentNo, deviceId, body.callId ?? null, body.number, body.lang],
      ...[body.textId, body.textVersion, body.text, at, centre.now()],
    ],
  );
  await retellTickets(client, [body.ticketId]);
  const { id: smsId, ticketId, textId, textVersion, lang } = body;
  const detail = { smsId, ticketId, textId, textVersion, lang };
  return { outcome: 'applied', streams: ['tickets'], deed: { kind: 'smsOrdered', agentNo, deviceId, detail } };
}

async function faultOf(centre: Centre, client: SqlClient, mutation: SmsSend): Promise<Decision | undefined> {
  const { agentNo, deviceId, body } = mutation;
  // Before anything that may change: what comes days later would only confuse whoever gets it.
  if (centre.now() - mutation.at > smsPatienceMs) return refuse('sms.tooLate', 'id');
  if (!centre.sms) return early('sms.noPort', 'id');
  const seen = await seenTickets(client, [{ agentNo, deviceId, ticketId: body.ticketId }]);
  if (seen.size === 0) return early('ticket.unknown', 'ticketId');
  const about = await aboutOf(client, body.ticketId);
  if (!about) return early('ticket.unknown', 'ticketId');
  if (!isMobileNumber(body.number)) return refuse('sms.notMobile', 'number');
  if (!(await isHis(client, mutation, about))) return refuse('sms.foreignNumber', 'number');
  const text = await approvedText(client, body);
  if (!text) return refuse('sms.textNotApproved', 'textId');
  if (!isFilledRight(text, body, { ...about, agentNo })) return refuse('sms.textDiffers', 'text');
  return (await isTooMany(centre, client, agentNo)) ? early('sms.tooMany', 'number') : undefined;
}

interface About extends Omit<SmsSource, 'agentNo'> {
  /** Numbers by which the caller is reached, as they stand there. */
  readonly numbers: readonly string[];
}

/** What the centre has of a ticket, whole or from another of its systems. */
async function aboutOf(client: SqlClient, ticketId: string): Promise<About | undefined> {
  const [own] = await client.query<{ body: string }>('SELECT body FROM tickets WHERE id = $1', [ticketId]);
  const [told] = await client.query<{ body: string }>(
    "SELECT body FROM published WHERE stream = 'tickets' AND id = $1 AND body IS NOT NULL",
    [ticketId],
  );
  const ticket = own && submittedTicketSchema.parse(JSON.parse(own.body));
  const state = told && ticketStateSchema.parse(JSON.parse(told.body));
  const about = ticket ?? state;
  if (!about) return undefined;
  const customerId = ticket?.customerId ?? state?.customerId;
  const [row] =
    customerId === undefined
      ? []
      : await client.query<{ body: string }>(
          "SELECT body FROM published WHERE stream = 'customers' AND id = $1 AND body IS NOT NULL",
          [customerId],
        );
  const phones = row ? customerSchema.parse(JSON.parse(row.body)).phones : [];
  return { number: about.number, dueAt: about.dueAt, numbers: [...(ticket ? [ticket.callerPhone] : []), ...phones] };
}

/**
 * Whether the number is one of the ticket's or its customer's, or that of the call in which it was ordered. The record of
 * that call comes with its end: until then the agent's word has to do, which is kept with the message.
 */
async function isHis(client: SqlClient, { agentNo, body }: SmsSend, { numbers }: About): Promise<boolean> {
  if (numbers.some((number) => isSameNumber(body.number, number))) return true;
  if (body.callId === undefined) return false;
  const [row] = await client.query<{ agent_no: string; body: string }>(
    'SELECT agent_no, body FROM calls WHERE id = $1',
    [body.callId],
  );
  if (!row) return true;
  const { facts } = callRecordSchema.parse(JSON.parse(row.body));
  return row.agent_no === agentNo && isSameNumber(body.number, facts.number);
}

async function approvedText(client: SqlClient, { lang, textId, textVersion }: SmsOrder): Promise<SmsText | undefined> {
  const [row] = await client.query<{ body: string }>(
    "SELECT body FROM published WHERE stream = 'sms' AND id = $1 AND body IS NOT NULL",
    [lang],
  );
  const texts = row ? smsPackSchema.parse(JSON.parse(row.body)).texts : [];
  return texts.find(({ id, version, status }) => id === textId && version === textVersion && status === 'approved');
}

function isFilledRight({ text }: SmsText, { values, text: seen, timeZone }: SmsOrder, source: SmsSource): boolean {
  const asked = placeholdersOf(text).filter((name) => smsPlaceholders[name] === 'asked');
  const stray = smsPlaceholderNames.some((name) => values[name] !== undefined && !asked.includes(name));
  if (stray || !isTimeZone(timeZone)) return false;
  const filled = fillSms(text, source, values, timeZone);
  return filled.missingFacts.length === 0 && filled.open.length === 0 && filled.text === seen;
}

async function isTooMany(centre: Centre, client: SqlClient, agentNo: string): Promise<boolean> {
  const [row] = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM sms_messages WHERE agent_no = $1 AND received_at > $2',
    [agentNo, centre.now() - hourMs],
  );
  return (row?.count ?? 0) >= mostPerHour;
}
