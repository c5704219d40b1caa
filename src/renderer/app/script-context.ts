import type { CallState } from '../../shared/call/call-state.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { TicketCatalog } from '../../shared/domain/ticket-catalog.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import type { ScriptEvent } from '../../shared/script/flows/flow.ts';
import { localDayAndHour } from '../../shared/script/say-time.ts';
import type { ScriptBook } from '../../shared/script/script-book.ts';
import type { SlotValues } from '../../shared/script/slots.ts';
import type { CallPhase } from '../../shared/script/moment-place.ts';
import type { ScriptContext } from '../../shared/script/suggest.ts';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import { markedLog } from './script-log.ts';

/** What a call says to the script. `resumed`: back from hold, and nothing said since. */
export interface ScriptInput {
  readonly call: DeskCall | undefined;
  readonly phase: CallPhase;
  readonly isResumed: boolean;
  readonly language: CallerLanguage;
  readonly session: Session;
  readonly book: ScriptBook;
  readonly now: number;
  readonly catalog: TicketCatalog | undefined;
}

/** Everything the words of this moment depend on, from the stores that don't know each other. */
export function scriptContext({ call, phase, isResumed, language, session, book, now }: ScriptInput): ScriptContext {
  const pop = call?.pop;
  const facts = call?.state.facts;
  return {
    phase,
    language,
    spoken: session.agent.languages,
    direction: facts?.direction ?? 'inbound',
    callsInTwoDays: pop?.callsInTwoDays ?? 0,
    ticket: pressingTicket(pop),
    isSpecialHandling: pop?.customer?.isSpecialHandling ?? false,
    area: pop?.area,
    notices: pop?.notices.map(({ kind }) => kind) ?? [],
    isTalkLong: false,
    hasCityLine: true,
    isClosed: false,
    now,
    ...localDayAndHour(now),
    log: call ? logOf(call.state, { phase, isResumed, book, now }) : [],
  };
}

/** What was said and whether the caller is on hold, in the order in which it happened. */
function logOf(
  state: CallState,
  { phase, isResumed, book, now }: Pick<ScriptInput, 'phase' | 'isResumed' | 'book' | 'now'>,
): ScriptEvent[] {
  const marked = markedLog(state, book);
  const heldSince = 'heldSince' in state ? state.heldSince : now;
  if (phase === 'held') return [...marked, { type: 'held' as const, at: heldSince }].sort((a, b) => a.at - b.at);
  const last = marked.at(-1)?.at ?? 0;
  return isResumed ? [...marked, { type: 'held', at: last }, { type: 'resumed', at: last }] : marked;
}

/** Of the caller's open tickets the one that is due first. */
function pressingTicket(pop: DeskCall['pop']): ScriptContext['ticket'] {
  const [first] = [...(pop?.openTickets ?? [])].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return first && { number: first.number, dueAt: first.dueAt };
}

/** What the slots of the lines are filled with. */
export function slotValues({ call, session, catalog }: ScriptInput, { hour, ticket }: ScriptContext): SlotValues {
  const pop = call?.pop;
  const customer = pop?.customer;
  const area = catalog?.areas.find(({ id }) => id === pop?.area)?.label;
  const outage = pop?.notices.find(({ kind }) => kind === 'outage');
  const notice = pop?.notices[0];
  return {
    agentNo: session.agent.agentNo,
    timeGreeting: hour,
    ...(customer && { salutation: { name: customer.name, salutation: customer.salutation } }),
    ...(ticket && { ticketNumber: ticket.number, dueDate: ticket.dueAt }),
    ...(area && { area }),
    ...(outage && { restoration: outage.validUntil }),
    ...(notice && { notice: { text: notice.title, lang: 'zh-Hans' as const } }),
    ...(pop && pop.callsInTwoDays > 1 && { callCount: pop.callsInTwoDays }),
  };
}
