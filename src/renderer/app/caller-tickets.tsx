import type { ReactNode } from 'react';
import { isAnswered, isLive } from '../../shared/call/call-state.ts';
import type { TicketState } from '../../shared/domain/customer.ts';
import type { LineView } from '../../shared/script/line-view.ts';
import { isOverdue } from '../../shared/script/moment-fit.ts';
import { TicketReminder } from '../features/customer/ticket-reminder.tsx';
import { PhraseRow } from '../features/phrases/phrase-row.tsx';
import { pressingTicket } from './script-context.ts';
import type { Stores } from './stores.ts';
import { CallerTicketKeys } from './ticket-additions.tsx';
import type { CallView } from './use-call-view.ts';

export interface CallerTicketsProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly call: NonNullable<CallView['call']>;
  readonly now: number;
  readonly typeText: (type: string) => string;
  readonly statusText: (status: TicketState['status']) => string;
  readonly onSay: (id: string) => void;
}

/** What the caller on the line has open, and the line that tells him how far it is: its button is where the key leads. */
export function CallerTickets({ stores, view, call, now, typeText, statusText, onSay }: CallerTicketsProps): ReactNode {
  const { state, pop } = call;
  if (!pop || !isLive(state)) return null;
  const pressing = pressingTicket(pop);
  const about = remindedTicket(call);
  const line = pressing && isAnswered(state) ? progressLine(view, isOverdue(pressing, now)) : undefined;
  return (
    <TicketReminder tickets={pop.openTickets} {...{ about, now, typeText, statusText }}>
      {about ? <CallerTicketKeys {...{ stores, view }} ticket={about} /> : null}
      {line ? <PhraseRow view={line} keyHint={undefined} onSay={onSay} /> : null}
    </TicketReminder>
  );
}

/** The ticket that a caller on the line is told of: the most pressing one. */
export function remindedTicket({ state, pop }: NonNullable<CallView['call']>): TicketState | undefined {
  const number = pop && isLive(state) ? pressingTicket(pop)?.number : undefined;
  return pop?.openTickets.find((ticket) => ticket.number === number);
}

/** In the caller's language, as the script has it to say; what nobody approved shows as the draft that it is. */
function progressLine({ choice }: CallView, isLate: boolean): LineView | undefined {
  const moment = isLate ? 'ticketComplaint.overdue' : 'ticketComplaint.inTime';
  const ready = [...(choice.now ? [choice.now] : []), ...choice.next].find((line) => line.moment === moment);
  if (ready) return ready;
  const further = choice.more.find((line) => line.moment.id === moment);
  return further && choice.show(further);
}

/** Brings the reminder into sight, and the keys to its line. */
export function showCallerTickets(): void {
  const reminder = document.querySelector<HTMLElement>('.ticket-reminder');
  reminder?.scrollIntoView({ block: 'nearest' });
  const target = reminder?.querySelector<HTMLElement>('.phrase-row') ?? reminder;
  target?.focus();
}
