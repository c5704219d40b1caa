import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isLive, type CallState } from '../../shared/call/call-state.ts';
import { fallbackLanguage } from '../../shared/call/served-languages.ts';
import type { Disposition } from '../../shared/domain/call.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { formatNumber, maskNumber } from '../../shared/text/mask-number.ts';
import {
  choosePhrases,
  findPhrase,
  type Choice,
  type ChoiceContext,
  type Stage,
} from '../features/phrases/phrase-choice.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import { fillSlots } from '../features/phrases/slots.ts';
import type { OtherCall } from '../features/softphone/other-calls.tsx';
import { selectCurrentCall, type DeskCall } from '../features/softphone/phone-store.ts';
import { suggestDisposition } from '../features/softphone/wrap-up.tsx';
import type { CallContext } from '../features/tickets/new-draft.ts';
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
  readonly phraseContext: ChoiceContext;
  readonly choice: Choice;
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
function useStage(state: CallState | undefined): Stage {
  const heldMs = state && 'heldMs' in state ? state.heldMs : 0;
  const saidCount = state?.said.length ?? 0;
  const [lastHold, setLastHold] = useState({ heldMs: 0, saidCount: 0 });
  if (lastHold.heldMs !== heldMs) setLastHold({ heldMs, saidCount });
  if (!state) return 'idle';
  if (state.kind === 'ringing' || state.kind === 'answering' || state.kind === 'dialing') return 'ringing';
  if (!isLive(state) || state.kind === 'ending') return 'over';
  if (state.kind === 'held' || state.kind === 'resuming' || state.kind === 'transferring') return 'held';
  return heldMs > 0 && saidCount === lastHold.saidCount ? 'resumed' : 'talking';
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
function useOutcome(stores: Stores, state: CallState | undefined): Outcome {
  const callId = state?.facts.callId;
  const happened = useCallOutcome(stores, state);
  const [made, setMade] = useState<{ callId: CallId | undefined; disposition?: Disposition; rating?: number }>();
  const chosen = made?.callId === callId ? made : undefined;
  const suggested = state?.kind === 'wrapUp' ? suggestDisposition(state, happened) : 'resolved';
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
  const { packs, chosen } = useStore(stores.phrases);
  const stage = useStage(call?.state);
  const outcome = useOutcome(stores, call?.state);
  const fallback = fallbackLanguage(session.phone.served, session.agent.languages);
  const languageOf = ({ pop, state }: DeskCall): CallerLanguage => pop?.language ?? state.facts.language ?? fallback;
  const language = chosen ?? (call ? languageOf(call) : fallback);
  const hour = new Date().getHours();
  const wordsFor = (of: DeskCall | undefined): Omit<ChoiceContext, 'language' | 'stage'> => {
    const customer = of?.pop?.customer;
    const salutation = customer ? `${customer.name}${customer.salutation}` : undefined;
    return {
      packs,
      hour,
      said: of?.state.said.map((entry) => entry.phraseId) ?? [],
      isReturning: (of?.pop?.callsInTwoDays ?? 0) >= 2,
      slots: { agentNo: session.agent.agentNo, salutation, hour },
    };
  };
  const phraseContext: ChoiceContext = { ...wordsFor(call), language, stage };
  const said = (call?.state.said ?? []).flatMap(({ phraseId, at }): SaidLine[] => {
    const phrase = findPhrase(packs, phraseId);
    if (!phrase) return [];
    const isApproved = phrase.status === 'approved';
    const lang = isApproved ? phrase.lang : 'zh-Hans';
    const text = fillSlots(isApproved ? phrase.text : phrase.gloss, lang, phraseContext.slots);
    return [{ phraseId, moment: phrase.moment, text, lang, at }];
  });
  const rest = calls.filter((entry) => entry !== call);
  const others = rest
    .filter((entry) => isLive(entry.state))
    .map((entry): OtherCall => {
      const waits = entry.state.kind === 'ringing';
      const greeting = waits
        ? choosePhrases({ ...wordsFor(entry), language: languageOf(entry), stage: 'ringing' }).now?.large
        : undefined;
      return {
        state: entry.state,
        name: nameOf(entry, entry.state.facts.consultFor === undefined ? t('unknownName') : t('colleague')),
        numberText: numberOf(entry),
        languageText: t(`phrases:language.${languageOf(entry)}`),
        greeting,
      };
    });
  return {
    call,
    others,
    openRecords: rest.filter((entry) => entry.state.kind === 'wrapUp'),
    name: call ? nameOf(call, t('unknownName')) : t('unknownName'),
    numberText: call ? numberOf(call) : '',
    language,
    phraseContext,
    choice: choosePhrases(phraseContext),
    said,
    ticketContext: ticketContextOf(call, language),
    ...outcome,
  };
}
