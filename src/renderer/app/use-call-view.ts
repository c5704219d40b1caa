import { useMemo, useState } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isLive, type CallState } from '../../shared/call/call-state.ts';
import { fallbackLanguage, firstLanguage } from '../../shared/call/served-languages.ts';
import type { Disposition } from '../../shared/domain/call.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { MomentKind } from '../../shared/domain/moment.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import type { ScriptState } from '../../shared/script/flows/script-state.ts';
import type { CallPhase } from '../../shared/script/moment-place.ts';
import { formatNumber, maskPhone } from '../../shared/text/mask-number.ts';
import type { Choice } from '../features/phrases/phrase-choice.ts';
import type { LineFinder } from '../features/phrases/line-finder.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import { useSteadyChoice, type Reach } from '../features/phrases/use-steady-choice.ts';
import type { OtherCall } from '../features/softphone/other-calls.tsx';
import { selectCurrentCall, type DeskCall } from '../features/softphone/phone-store.ts';
import { suggestDisposition } from '../features/softphone/wrap-up.tsx';
import type { CallContext } from '../features/tickets/new-draft.ts';
import { callWords, type CallWords } from './call-words.ts';
import { talkLimitHere } from './care-wiring.ts';
import { isTestedAlone } from './exam-wiring.ts';
import { momentOf } from './moment-of.ts';
import type { Stores } from './stores.ts';
import { useCallOutcome } from './use-call-outcome.ts';
import { useIsTalkLong } from './use-is-talk-long.ts';
import { useIsMet } from './use-is-met.ts';

/** Everything the columns show about the running call, put together from the stores that don't know each other. */
export interface CallView {
  readonly call: DeskCall | undefined;
  /** In a pass test: there are no words to say. */
  readonly isTested: boolean;
  /** The words wait for a moment until it is known who rings: they are not put there twice. */
  readonly isMet: boolean;
  /** Live legs besides it. */
  readonly others: readonly OtherCall[];
  /** Ended calls besides it whose record is still open. */
  readonly openRecords: readonly DeskCall[];
  readonly name: string;
  readonly numberText: string;
  readonly language: CallerLanguage;
  /** What the exchange called the language where nobody knows it and the agent has chosen none yet. */
  readonly unknownLanguage: string | undefined;
  readonly choice: Choice;
  readonly reach: Reach;
  readonly finder: LineFinder;
  readonly script: ScriptState;
  readonly effectsOf: CallWords['effectsOf'];
  readonly stopLossAt: CallWords['stopLossAt'];
  /** The limit of a talk in minutes, where there is one, and whether this one has passed it. */
  readonly talk: { readonly limitMin: number | undefined; readonly isLong: boolean };
  /** What a line said or about to be said does in a call. */
  readonly kindOf: (phraseId: string) => MomentKind | undefined;
  readonly said: readonly SaidLine[];
  readonly ticketContext: CallContext;
  /** What came of the call: the agent's choice, else the suggestion from what happened. */
  readonly disposition: Disposition;
  readonly chooseDisposition: (disposition: Disposition) => void;
  /** What the caller told the agent of his satisfaction, where the centre lets him write it down. */
  readonly rating: number | undefined;
  readonly chooseRating: (rating: number | undefined) => void;
}

/** Back from hold until the agent said something: the thanks for waiting come first. */
function usePhase(state: CallState | undefined): { readonly phase: CallPhase; readonly isResumed: boolean } {
  const heldMs = state && 'heldMs' in state ? state.heldMs : 0;
  const saidCount = state?.said.length ?? 0;
  const [lastHold, setLastHold] = useState({ heldMs: 0, saidCount: 0 });
  if (lastHold.heldMs !== heldMs) setLastHold({ heldMs, saidCount });
  return { phase: phaseOf(state), isResumed: heldMs > 0 && saidCount === lastHold.saidCount };
}

function phaseOf(state: CallState | undefined): CallPhase {
  if (!state) return 'idle';
  if (state.kind === 'ringing' || state.kind === 'answering' || state.kind === 'dialing') return 'ringing';
  if (!isLive(state) || state.kind === 'ending') return 'over';
  if (state.kind === 'held' || state.kind === 'resuming' || state.kind === 'transferring') return 'held';
  return 'talking';
}

function ticketContextOf(call: DeskCall | undefined, language: CallerLanguage): CallContext {
  if (!call) return {};
  const { pop, state } = call;
  const customer = pop?.customer;
  return {
    callId: state.facts.callId,
    customerId: customer?.id,
    callerName: customer ? customer.name : '',
    callerPhone: pop?.number ?? state.facts.number,
    language,
    area: pop?.area,
    address: customer?.address,
  };
}

/** What the agent does moves the words on: a line said or taken back, an answer, holding, another language or call. */
function deedOf(state: CallState | undefined, phase: CallPhase, language: CallerLanguage): string {
  if (!state) return phase;
  return [state.facts.callId, phase, language, state.said.length, state.marks?.length ?? 0].join(' ');
}

type Outcome = Pick<CallView, 'disposition' | 'chooseDisposition' | 'rating' | 'chooseRating'>;

interface Made {
  readonly callId: CallId | undefined;
  readonly disposition?: Disposition;
  readonly rating?: number;
}

/** What the agent chose for the call on the screen; a choice for one call is none for the next. */
function useOutcome(stores: Stores, state: CallState | undefined): Outcome {
  const callId = state?.facts.callId;
  const happened = useCallOutcome(stores, state);
  const [made, setMade] = useState<Made>();
  const chosen = made?.callId === callId ? made : undefined;
  const suggested = state?.kind === 'wrapUp' ? suggestDisposition(state, happened) : 'resolved';
  return {
    disposition: chosen?.disposition ?? suggested,
    chooseDisposition: (disposition) => {
      setMade((before) => ({ ...(before?.callId === callId && before), callId, disposition }));
    },
    rating: chosen?.rating,
    chooseRating: (rating) => {
      setMade((before): Made => {
        const { rating: _, ...rest }: Made = before && before.callId === callId ? before : { callId };
        return rating === undefined ? rest : { ...rest, rating };
      });
    },
  };
}

/** How a caller is called: the customer's name, else what the exchange or the agent knew of him. */
function nameOf({ state, pop }: DeskCall, unknown: string): string {
  const customer = pop?.customer;
  return customer ? `${customer.name} ${customer.salutation}`.trim() : (state.facts.displayName ?? unknown);
}

/** A customer whose language is known is greeted in that, whatever the exchange says. */
function unknownLanguageOf({ state, pop }: DeskCall): string | undefined {
  return pop?.customer?.language ? undefined : state.facts.unknownLanguage;
}

/** In full for who is on the line, to check it with him; never where the agent was not shown it. */
export function numberOf({ state, pop }: DeskCall): string {
  const number = pop?.number ?? state.facts.number;
  return state.facts.isNumberMasked ? maskPhone(number) : formatNumber(number);
}

export function useCallView(stores: Stores, session: Session): CallView {
  const { t } = useTranslation(['phone', 'phrases']);
  const call = useStore(stores.phone, selectCurrentCall);
  const calls = useStore(stores.phone, (state) => state.calls);
  const { book, chosen } = useStore(stores.phrases);
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const isMet = useIsMet(call);
  const met = isMet ? call : undefined;
  const { phase, isResumed } = usePhase(met?.state);
  const limitMin = useStore(stores.session, talkLimitHere);
  const isTalkLong = useIsTalkLong(met?.state, limitMin);
  const outcome = useOutcome(stores, call?.state);
  const fallback = fallbackLanguage(session.phone.served, session.agent.languages);
  const languageOf = ({ pop, state }: DeskCall): CallerLanguage =>
    pop?.language ?? firstLanguage(state.facts, undefined, fallback);
  const language = chosen ?? (met ? languageOf(met) : fallback);
  const unknownLanguage = chosen || !met ? undefined : unknownLanguageOf(met);
  const isLanguageUnknown = unknownLanguage !== undefined;
  const words = useMemo(
    () =>
      callWords({
        ...{ session, book, catalog, now: Date.now(), call: met },
        ...{ language, isLanguageUnknown, phase, isResumed, isTalkLong },
      }),
    [session, book, catalog, met, language, isLanguageUnknown, phase, isResumed, isTalkLong],
  );
  const isTested = useStore(stores.exams, () => isTestedAlone(stores));
  const shown = isTested ? { ...words.choice, now: undefined, next: [], more: [], steps: [] } : words.choice;
  const steady = useSteadyChoice(shown, deedOf(met?.state, phase, language));
  const rest = calls.filter((entry) => entry !== call);
  const others = rest
    .filter((entry) => isLive(entry.state))
    .map((entry): OtherCall => {
      const waits = entry.state.kind === 'ringing';
      const greeting = waits
        ? callWords({
            ...{ session, book, catalog, now: Date.now(), call: entry },
            ...{ language: languageOf(entry), phase: 'ringing', isResumed: false, isTalkLong: false },
          })
        : undefined;
      return {
        state: entry.state,
        name: nameOf(entry, entry.state.facts.consultFor === undefined ? t('unknownName') : t('colleague')),
        numberText: numberOf(entry),
        languageText: t(`phrases:language.${languageOf(entry)}`),
        greeting: greeting?.first,
      };
    });
  return {
    call,
    isTested,
    isMet,
    others,
    openRecords: rest.filter((entry) => entry.state.kind === 'wrapUp'),
    name: call ? nameOf(call, t('unknownName')) : t('unknownName'),
    numberText: call ? numberOf(call) : '',
    language,
    unknownLanguage: words.note === 'unknownLanguage' ? unknownLanguage : undefined,
    ...steady,
    finder: words.finder,
    script: words.script,
    effectsOf: words.effectsOf,
    stopLossAt: words.stopLossAt,
    talk: { limitMin, isLong: isTalkLong },
    kindOf: (phraseId) => momentOf(book, phraseId)?.kind,
    said: words.said,
    ticketContext: ticketContextOf(call, language),
    ...outcome,
  };
}
