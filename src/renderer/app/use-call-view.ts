import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isLive, type CallState } from '../../shared/call/call-state.ts';
import { fallbackLanguage } from '../../shared/call/served-languages.ts';
import type { Disposition } from '../../shared/domain/call.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { MomentKind } from '../../shared/domain/moment.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import type { ScriptState } from '../../shared/script/flows/script-state.ts';
import type { CallPhase } from '../../shared/script/moment-place.ts';
import { formatNumber, maskNumber } from '../../shared/text/mask-number.ts';
import type { Choice } from '../features/phrases/phrase-choice.ts';
import type { LineFinder } from '../features/phrases/line-finder.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import type { OtherCall } from '../features/softphone/other-calls.tsx';
import { selectCurrentCall, type DeskCall } from '../features/softphone/phone-store.ts';
import { suggestDisposition } from '../features/softphone/wrap-up.tsx';
import type { CallContext } from '../features/tickets/new-draft.ts';
import { callWords, type CallWords } from './call-words.ts';
import { momentOf } from './moment-of.ts';
import type { Stores } from './stores.ts';
import { useCallOutcome } from './use-call-outcome.ts';

/** Everything the columns show about the running call, put together from the stores that don't know each other. */
export interface CallView {
  readonly call: DeskCall | undefined;
  /** Live legs besides it. */
  readonly others: readonly OtherCall[];
  /** Ended calls besides it whose record is still open. */
  readonly openRecords: readonly DeskCall[];
  readonly name: string;
  readonly numberText: string;
  readonly language: CallerLanguage;
  readonly choice: Choice;
  readonly finder: LineFinder;
  readonly script: ScriptState;
  readonly effectsOf: CallWords['effectsOf'];
  readonly stopLossAt: CallWords['stopLossAt'];
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

type Outcome = Pick<CallView, 'disposition' | 'chooseDisposition' | 'rating' | 'chooseRating'>;

/** What the agent chose for the call on the screen; a choice for one call is none for the next. */
function useOutcome(stores: Stores, state: CallState | undefined, isAbuse: boolean): Outcome {
  const callId = state?.facts.callId;
  const happened = useCallOutcome(stores, state);
  const [made, setMade] = useState<{ callId: CallId | undefined; disposition?: Disposition; rating?: number }>();
  const chosen = made?.callId === callId ? made : undefined;
  const happenedTo = isAbuse ? 'abuseEnded' : undefined;
  const suggested = happenedTo ?? (state?.kind === 'wrapUp' ? suggestDisposition(state, happened) : 'resolved');
  return {
    disposition: chosen?.disposition ?? suggested,
    chooseDisposition: (disposition) => {
      setMade({ ...chosen, callId, disposition });
    },
    rating: chosen?.rating,
    chooseRating: (rating) => {
      const { rating: _, ...rest } = chosen ?? { callId };
      setMade(rating === undefined ? rest : { ...rest, rating });
    },
  };
}

/** How a caller is called: the customer's name, else what the exchange or the agent knew of him. */
function nameOf({ state, pop }: DeskCall, unknown: string): string {
  const customer = pop?.customer;
  return customer ? `${customer.name} ${customer.salutation}`.trim() : (state.facts.displayName ?? unknown);
}

/** In full for who is on the line, to check it with him; never where the agent was not shown it. */
export function numberOf({ state, pop }: DeskCall): string {
  const number = pop?.number ?? state.facts.number;
  return state.facts.isNumberMasked ? maskNumber(number) : formatNumber(number);
}

export function useCallView(stores: Stores, session: Session): CallView {
  const { t } = useTranslation(['phone', 'phrases']);
  const call = useStore(stores.phone, selectCurrentCall);
  const calls = useStore(stores.phone, (state) => state.calls);
  const { book, chosen } = useStore(stores.phrases);
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const phase = usePhase(call?.state);
  const outcome = useOutcome(
    stores,
    call?.state,
    call?.state.marks?.some(({ type }) => type === 'endForAbusePressed') ?? false,
  );
  const fallback = fallbackLanguage(session.phone.served, session.agent.languages);
  const languageOf = ({ pop, state }: DeskCall): CallerLanguage => pop?.language ?? state.facts.language ?? fallback;
  const language = chosen ?? (call ? languageOf(call) : fallback);
  const around = { session, book, catalog, now: Date.now() };
  const words = callWords({ ...around, ...phase, call, language });
  const rest = calls.filter((entry) => entry !== call);
  const others = rest
    .filter((entry) => isLive(entry.state))
    .map((entry): OtherCall => {
      const waits = entry.state.kind === 'ringing';
      const greeting = waits
        ? callWords({ ...around, call: entry, language: languageOf(entry), phase: 'ringing', isResumed: false })
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
    others,
    openRecords: rest.filter((entry) => entry.state.kind === 'wrapUp'),
    name: call ? nameOf(call, t('unknownName')) : t('unknownName'),
    numberText: call ? numberOf(call) : '',
    language,
    choice: words.choice,
    finder: words.finder,
    script: words.script,
    effectsOf: words.effectsOf,
    stopLossAt: words.stopLossAt,
    kindOf: (phraseId) => momentOf(book, phraseId)?.kind,
    said: words.said,
    ticketContext: ticketContextOf(call, language),
    ...outcome,
  };
}
