import { z } from 'zod';
import { changedFields } from '../../../shared/domain/customer-changes.ts';
import type { TicketDraft } from '../../../shared/domain/ticket.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { CustomerId, TaskId, TicketId } from '../../../shared/ids.ts';
import type { RowAbout, RowPart, RowText } from '../../../shared/sync/waiting-row.ts';
import { mutationSchema, type Mutation } from '../../../shared/sync/wire.ts';
import { maskName, maskText } from '../../../shared/text/mask-personal.ts';
import { maskPhone } from '../../../shared/text/mask-number.ts';
import type { SeatSession } from '../seat-session.ts';

/** Characters of what was written that a row shows. */
const shownOfText = 60;

const headSchema = z.object({ at: z.number().int() });

/** What a row says. `mutation` is missing from one that an older build wrote and this one can't read. */
export interface ReadPayload {
  /** UTC epoch ms. */
  readonly at: number;
  readonly mutation?: Mutation;
}

export function readPayload(payload: string): ReadPayload {
  const content: unknown = JSON.parse(payload);
  const mutation = mutationSchema.safeParse(content).data;
  return mutation ? { at: mutation.at, mutation } : { at: headSchema.safeParse(content).data?.at ?? 0 };
}

/** For whom or what it is: numbers and names masked, nothing of what was written but the line of a pack. */
export function aboutMutation(session: SeatSession, mutation: Mutation | undefined): RowAbout {
  if (!mutation) return {};
  switch (mutation.kind) {
    case 'ticket.submit':
      return aboutTicket(mutation.body);
    case 'call.record':
      return { phone: maskPhone(mutation.body.facts.number), lang: mutation.body.facts.language };
    case 'customer.create':
      return aboutPerson(mutation.body.name, mutation.body.phones[0]);
    case 'customer.correct':
      return { ...aboutCustomer(session, mutation.body.customerId), fields: changedFields(mutation.body.changes) };
    case 'customer.reveal':
      return aboutCustomer(session, mutation.body.customerId);
    case 'call.reveal': {
      const call = session.tables.calls.get(mutation.body.callId);
      return call ? { phone: maskPhone(call.facts.number) } : {};
    }
    case 'task.create':
      return aboutPerson(mutation.body.name, mutation.body.number);
    case 'task.change':
      return { ...aboutTask(session, mutation.body.taskId), deed: mutation.body.change.type };
    case 'task.heard':
      return aboutTask(session, mutation.body.taskId);
    case 'ticket.supplement':
      return aboutNumber(session, mutation.body.ticketId);
    case 'sms.send':
      return { ...aboutNumber(session, mutation.body.ticketId), phone: maskPhone(mutation.body.number) };
    case 'line.propose':
      return { lang: mutation.body.lang, line: mutation.body.line.text.slice(0, shownOfText) };
    case 'line.decide':
      return {};
    case 'article.notRight':
    case 'article.helped': {
      const title = session.tables.articleMarks.get(mutation.body.articleId)?.title;
      return title === undefined ? {} : { title };
    }
    case 'ticket.export': {
      const { format, list, count } = mutation.body;
      return { format, list, count };
    }
    case 'training.keep':
      return { deed: mutation.body.kind };
    case 'exam.act':
      return { deed: mutation.body.act.type };
    default:
      return assertNever(mutation);
  }
}

export function aboutTicket(
  ticket: Pick<TicketDraft, 'type' | 'subType' | 'callerName' | 'callerPhone'> & { readonly number?: string },
): RowAbout {
  const { number, type, subType, callerName, callerPhone } = ticket;
  return { ...(number !== undefined && { number }), type, subType, ...aboutPerson(callerName, callerPhone) };
}

export function aboutCustomer({ customers }: SeatSession, id: CustomerId): RowAbout {
  const customer = customers.get(id);
  return customer ? aboutPerson(customer.name, customer.phones[0]) : {};
}

function aboutTask({ tables, directory }: SeatSession, id: TaskId): RowAbout {
  const task = tables.tasks.get(id) ?? directory.tasks.get(id);
  return aboutPerson(task?.name, task?.number);
}

/** Of a ticket that something was added to, this seat's or one that the centre tells of. */
function aboutNumber({ tables, directory }: SeatSession, id: TicketId): RowAbout {
  const number = tables.tickets.get(id)?.ticket.number ?? directory.ticketStates.get(id)?.number;
  return number === undefined ? {} : { number };
}

function aboutPerson(name = '', phone = ''): RowAbout {
  return { ...(name !== '' && { name: maskName(name) }), ...(phone !== '' && { phone: maskPhone(phone) }) };
}

/** What was entered, part by part, without what is empty. */
export function textOfMutation(mutation: Mutation | undefined): RowText {
  switch (mutation?.kind) {
    case 'ticket.submit':
      return textOfTicket(mutation.body);
    case 'customer.create': {
      const { name, phones, address = '', accountNo = '' } = mutation.body;
      return parts({
        name: maskName(name),
        phone: phones.map(maskPhone).join(' '),
        address: maskText(address, name),
        accountNo: maskText(accountNo, name),
      });
    }
    case 'customer.correct': {
      const { name, phones, address, accountNo, area } = mutation.body.changes;
      return parts({
        name: maskName(name?.value ?? ''),
        phone: (phones?.value ?? []).map(maskPhone).join(' '),
        address: maskText(address?.value ?? '', name?.value ?? ''),
        accountNo: maskText(accountNo?.value ?? '', ''),
        area: area?.value ?? '',
      });
    }
    case 'task.create': {
      const { name = '', number, note, dueAt } = mutation.body;
      return parts({
        name: maskName(name),
        phone: maskPhone(number),
        note: maskText(note, name),
        dueAt: String(dueAt),
      });
    }
    case 'task.change': {
      const { change } = mutation.body;
      return parts({
        reason: 'reason' in change ? change.reason : '',
        dueAt: 'dueAt' in change ? String(change.dueAt) : '',
        note: 'note' in change ? change.note : '',
      });
    }
    case 'line.propose': {
      const { line, remark = '' } = mutation.body;
      return parts({ text: line.text, reading: line.reading ?? '', gloss: line.gloss ?? '', note: remark });
    }
    case 'ticket.supplement':
      return parts({ text: maskText(mutation.body.text, '') });
    case 'sms.send':
      return parts({ phone: maskPhone(mutation.body.number), text: maskText(mutation.body.text, '') });
    case 'call.record':
      return parts({ note: maskText(mutation.body.notes, '') });
    default:
      return [];
  }
}

export function textOfTicket({
  callerName,
  callerPhone,
  address,
  area,
  description,
}: Pick<TicketDraft, 'callerName' | 'callerPhone' | 'address' | 'area' | 'description'>): RowText {
  const said = { text: maskText(description, callerName), address: maskText(address, callerName), area };
  return parts({ name: maskName(callerName), phone: maskPhone(callerPhone), ...said });
}

function parts(said: Partial<Record<RowPart, string>>): RowText {
  return (Object.entries(said) as [RowPart, string][]).flatMap(([part, value]) =>
    value.trim() === '' ? [] : [{ part, value }],
  );
}
