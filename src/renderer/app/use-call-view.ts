import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallState } from '../../shared/call/call-machine.ts';
import { fallbackLanguage } from '../../shared/call/served-languages.ts';
import { isLive } from '../../shared/call/call-machine.ts';
import type { Disposition } from '../../shared/domain/call.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { formatNumber } from '../../shared/text/mask-number.ts';
import {
  choosePhrases,
  findPhrase,
  type Choice,
  type ChoiceContext,
  type Stage,
} from '../features/phrases/phrase-choice.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import { fillSlots } from '../features/phrases/slots.ts';
import { selectCurrentCall, type DeskCall } from '../features/softphone/phone-store.ts';
import { suggestDisposition } from '../features/softphone/wrap-up.tsx';
import type { CallContext } from '../features/tickets/new-draft.ts';
import type { Stores } from './stores.ts';

/** Everything the columns show about the running call, put together from the stores that don't know each other. */
export interface CallView {
  readonly call: DeskCall | undefined;
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
}

/** Back from hold until the agent said something: the thanks for waiting come first. */
function useStage(state: CallState | undefined): Stage {
  const heldMs = state && 'heldMs' in state ? state.heldMs : 0;
  const saidCount = state?.said.length ?? 0;
  const [lastHold, setLastHold] = useState({ heldMs: 0, saidCount: 0 });
  if (lastHold.heldMs !== heldMs) setLastHold({ heldMs, saidCount });
  if (!state) return 'idle';
  if (state.kind === 'ringing' || state.kind === 'answering') return 'ringing';
  if (!isLive(state) || state.kind === 'ending') return 'over';
  if (state.kind === 'held' || state.kind === 'resuming') return 'held';
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

function useDisposition(
  stores: Stores,
  state: CallState | undefined,
): Pick<CallView, 'disposition' | 'chooseDisposition'> {
  const callId = state?.facts.callId;
  const hasTicket = useStore(stores.tickets, ({ tickets }) => tickets.some((ticket) => ticket.callId === callId));
  const [chosen, setChosen] = useState<{ callId: string | undefined; disposition: Disposition }>();
  const talkMs = state?.kind === 'wrapUp' ? state.endedAt - state.answeredAt : 0;
  return {
    disposition: chosen?.callId === callId && chosen ? chosen.disposition : suggestDisposition(hasTicket, talkMs),
    chooseDisposition: (disposition) => {
      setChosen({ callId, disposition });
    },
  };
}

export function useCallView(stores: Stores, session: Session): CallView {
  const { t } = useTranslation('phone');
  const call = useStore(stores.phone, selectCurrentCall);
  const { packs, chosen } = useStore(stores.phrases);
  const stage = useStage(call?.state);
  const disposition = useDisposition(stores, call?.state);
  const fallback = fallbackLanguage(session.phone.served, session.agent.languages);
  const language = chosen ?? call?.pop?.language ?? call?.state.facts.language ?? fallback;
  const customer = call?.pop?.customer;
  const hour = new Date().getHours();
  const slots = {
    agentNo: session.agent.agentNo,
    salutation: customer ? `${customer.name}${customer.salutation}` : undefined,
    hour,
  };
  const saidEntries = call?.state.said ?? [];
  const phraseContext: ChoiceContext = {
    packs,
    language,
    stage,
    said: saidEntries.map((entry) => entry.phraseId),
    isReturning: (call?.pop?.callsInTwoDays ?? 0) >= 2,
    hour,
    slots,
  };
  const said = saidEntries.flatMap(({ phraseId, at }): SaidLine[] => {
    const phrase = findPhrase(packs, phraseId);
    if (!phrase) return [];
    const isApproved = phrase.status === 'approved';
    const lang = isApproved ? phrase.lang : 'zh-Hans';
    const text = fillSlots(isApproved ? phrase.text : phrase.gloss, lang, slots);
    return [{ phraseId, moment: phrase.moment, text, lang, at }];
  });
  return {
    call,
    name: customer
      ? `${customer.name} ${customer.salutation}`.trim()
      : (call?.state.facts.displayName ?? t('unknownName')),
    numberText: formatNumber(call?.pop?.number ?? call?.state.facts.number ?? ''),
    language,
    phraseContext,
    choice: choosePhrases(phraseContext),
    said,
    ticketContext: ticketContextOf(call, language),
    ...disposition,
  };
}
