import { isOverdue } from '../moment-fit.ts';
import type { ScriptFacts } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** A caller who has a ticket already: it is expedited, or, overdue, apologised for and passed on. Never a second ticket. */
export type TicketComplaintState = 'unknown' | 'known' | 'heard' | 'inTime' | 'overdue' | 'expedited' | 'done';

/** Additions to the same ticket; open whenever there is one. */
const additions = ['ticketComplaint.contact', 'ticketComplaint.request', 'ticketComplaint.third'] as const;

const isLate = ({ ticket, now }: ScriptFacts): boolean => ticket !== undefined && isOverdue(ticket, now);

/** The line that answers where the ticket stands. */
function answers(facts: ScriptFacts): readonly string[] {
  if (!facts.ticket) return ['ticketComplaint.none'];
  return isLate(facts) ? ['ticketComplaint.overdue'] : ['ticketComplaint.inTime'];
}

const opening = (facts: ScriptFacts): readonly string[] =>
  facts.ticket
    ? ['ticketComplaint.heard', ...answers(facts), ...additions, 'ticketComplaint.returned']
    : ['ticketComplaint.heard'];

const answered = {
  'ticketComplaint.inTime': (_: unknown, facts: ScriptFacts) => (facts.ticket && !isLate(facts) ? 'inTime' : 'heard'),
  'ticketComplaint.overdue': (_: unknown, facts: ScriptFacts) => (isLate(facts) ? 'overdue' : 'heard'),
} as const;
const added = (state: TicketComplaintState) =>
  Object.fromEntries(['contact', 'request'].map((kind) => [`ticketComplaint.${kind}`, state]));

export const ticketComplaint = tableFlow<TicketComplaintState>({
  governs: ['ticketComplaint'],
  initial: 'unknown',
  rows: {
    unknown: {
      opens: opening,
      on: { verify: 'known', 'ticketComplaint.heard': 'heard', ...answered, ...added('unknown') },
    },
    known: {
      // An overdue ticket is what the caller most likely calls about.
      wants: (facts) => (isLate(facts) ? ['ticketComplaint.overdue'] : []),
      opens: opening,
      on: { 'ticketComplaint.heard': 'heard', ...answered, ...added('known') },
    },
    heard: { wants: answers, opens: additions, on: { 'ticketComplaint.none': 'done', ...answered, ...added('heard') } },
    inTime: {
      wants: ['ticketComplaint.expedited'],
      opens: ['ticketComplaint.faster', ...additions],
      on: { 'ticketComplaint.expedited': 'expedited', ...added('inTime') },
    },
    overdue: {
      wants: ['ticketComplaint.passedOn'],
      opens: additions,
      on: { 'ticketComplaint.passedOn': 'expedited', ...added('overdue') },
    },
    expedited: {
      wants: ['ticketComplaint.reachable'],
      opens: additions,
      on: { 'ticketComplaint.reachable': 'done', ...added('expedited') },
    },
    done: { opens: (facts) => (facts.ticket ? additions : []), on: added('done') },
  },
  effects({ event }, { ticket }) {
    if (event.type !== 'said') return [];
    const { at } = event;
    if (event.moment === 'ticketComplaint.none') return ticket ? [] : [{ type: 'newTicket', at }];
    if (!ticket) return [];
    const kinds: Readonly<Record<string, 'faster' | 'contact' | 'request'>> = {
      ...{ 'ticketComplaint.expedited': 'faster', 'ticketComplaint.passedOn': 'faster' },
      ...{ 'ticketComplaint.contact': 'contact', 'ticketComplaint.request': 'request' },
    };
    const kind = kinds[event.moment];
    if (kind === undefined) return [];
    const expedite = { type: 'expedite' as const, ticket: ticket.number, kind, at };
    return event.moment === 'ticketComplaint.passedOn'
      ? [expedite, { type: 'passOn', ticket: ticket.number, at }]
      : [expedite];
  },
});
