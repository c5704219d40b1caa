import type { CallState } from '../../shared/call/call-state.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import { callerLanguages } from '../../shared/language/languages.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import type { TicketCatalog } from '../../shared/domain/ticket-catalog.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import type { ScriptEvent } from '../../shared/script/flows/flow.ts';
import { errandOf } from '../../shared/script/call-errand.ts';
import { localDayAndHour } from '../../shared/script/say-time.ts';
import { serviceAt, type Service } from '../../shared/script/service-hours.ts';
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
  /** The talk has passed the centre's limit. */
  readonly isTalkLong: boolean;
  readonly language: CallerLanguage;
  /** The exchange named a language that nobody knows, and nobody has said which it is. */
  readonly isLanguageUnknown?: boolean;
  readonly session: Session;
  readonly book: ScriptBook;
  readonly now: number;
  readonly catalog: TicketCatalog | undefined;
}

/** Everything the words of this moment depend on, from the stores that don't know each other. */
export function scriptContext(input: ScriptInput): ScriptContext {
  const { call, phase, isResumed, isTalkLong, language, session, book, now } = input;
  const pop = call?.pop;
  const facts = call?.state.facts;
  const direction = facts?.direction ?? 'inbound';
  const outage = pop?.notices.find(({ kind }) => kind === 'outage');
  return {
    phase,
    language: input.isLanguageUnknown ? undefined : language,
    spoken: session.agent.languages,
    direction,
    errand: facts && errandOf(facts, pop),
    waitedS: direction === 'inbound' ? facts?.waitedS : undefined,
    callsInTwoDays: pop?.callsInTwoDays ?? 0,
    ticket: pressingTicket(pop),
    isSpecialHandling: pop?.customer?.isSpecialHandling ?? false,
    area: pop?.area,
    notices: pop?.notices.map(({ kind }) => kind) ?? [],
    // A line that names the cause is no use while nobody has said it.
    ...(outage && { isOutageExplained: isExplained(outage, pop) }),
    isTalkLong,
    hasCityLine: true,
    isClosed: direction === 'inbound' && serviceOf(input).isClosed,
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
export function pressingTicket(pop: DeskCall['pop']): ScriptContext['ticket'] {
  const [first] = [...(pop?.openTickets ?? [])].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return first && { number: first.number, dueAt: first.dueAt };
}

/** Area, cause and restoration are what a caller is told of an outage. */
function isExplained({ cause, restoration }: Notice, pop: DeskCall['pop']): boolean {
  return pop?.area !== undefined && cause !== undefined && restoration !== undefined;
}

function serviceOf({ session, call, now }: ScriptInput): Service {
  return serviceAt(session.phone.calls.serviceHours, call?.state.facts.queue, now);
}

/** In the language of the call where somebody wrote it in that, else as the centre did. */
function causeOf({ cause = {} }: Notice, language: CallerLanguage): SlotValues['cause'] {
  const [first] = [language, ...callerLanguages()].flatMap((lang) => {
    const text = cause[lang];
    return text === undefined ? [] : [{ text, lang }];
  });
  return first;
}

/** What the slots of the lines are filled with. */
export function slotValues(input: ScriptInput, { hour, ticket }: ScriptContext): SlotValues {
  const { call, session, catalog, language } = input;
  const alarm = call?.state.facts.errand?.alarm;
  const { span } = serviceOf(input);
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
    ...(outage && { cause: causeOf(outage, language), restoration: outage.restoration ?? outage.validUntil }),
    ...(notice && { notice: { text: notice.title, lang: 'zh-Hans' as const } }),
    ...(span && { openFrom: span.from, openUntil: span.until }),
    ...(alarm && { transferTime: alarm.transferAt, amount: alarm.amountFen, cardTail: alarm.cardTail }),
    ...(pop && pop.callsInTwoDays > 1 && { callCount: pop.callsInTwoDays }),
  };
}
