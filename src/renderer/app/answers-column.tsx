import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { callClues } from '../../shared/text/call-clues.ts';
import type { ArticleId } from '../../shared/ids.ts';
import { KnowledgePanel } from '../features/knowledge/knowledge-panel.tsx';
import { areaChoices, labelIn } from '../features/tickets/labels.ts';
import { TicketPanel } from '../features/tickets/ticket-panel.tsx';
import { useTranslation } from '../i18n/texts.tsx';
import type { Adding, KeyedTicket } from '../features/tickets/addition-keys.tsx';
import { AdditionSlot, addTo } from './ticket-additions.tsx';
import { BookSlot } from './book-slot.tsx';
import { ClashSlot } from './clash-slot.tsx';
import { TrainingSlot } from './training-slot.tsx';
import { copyPart } from './article-keys.ts';
import { isTestedAlone } from './exam-wiring.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { PlaceColumn } from './place-column.tsx';
import { openProcedure, ProcedureColumn } from './procedure-column.tsx';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import { useStable } from './use-stable.ts';

/** What a call does not change is not rendered again while its caller waits for the greeting. */
const QuietKnowledgePanel = memo(KnowledgePanel);
const QuietTicketPanel = memo(TicketPanel);

/** What stands above the record: the search, the steps of a procedure, or places; one of them at a time. */
export interface Answers {
  /** Nothing but the search. */
  readonly isTested: boolean;
  readonly isProcedureOpen: boolean;
  readonly isPlacesOpen: boolean;
  readonly search: () => void;
  readonly procedure: () => void;
  readonly places: () => void;
  readonly closePlaces: () => void;
}

export function useAnswers(stores: Stores, view: CallView, searchRef: RefObject<HTMLInputElement | null>): Answers {
  const isProcedureOpen = useStore(stores.procedures, (state) => state.isOpen);
  const [isPlacesAsked, setPlacesOpen] = useState(false);
  // A pass test leaves the knowledge base, and nothing that says what to do.
  const isTested = useStore(stores.exams, () => isTestedAlone(stores));
  const isPlacesOpen = isPlacesAsked && !isTested;
  const closePlaces = useCallback(() => {
    setPlacesOpen(false);
  }, []);
  const search = useStable(() => {
    flushSync(() => {
      stores.procedures.close();
      setPlacesOpen(false);
    });
    searchRef.current?.select();
  });
  const isOpen = isProcedureOpen || isPlacesOpen;
  const rememberFocus = useFocusKept(isOpen);
  // The key that opened one closes it.
  const procedure = useStable(() => {
    if (isProcedureOpen) return stores.procedures.close();
    if (isTested) return;
    rememberFocus();
    setPlacesOpen(false);
    openProcedure(stores, view);
  });
  const places = useStable(() => {
    if (isPlacesOpen) return closePlaces();
    if (isTested) return;
    rememberFocus();
    stores.procedures.close();
    setPlacesOpen(true);
  });
  return { isTested, isProcedureOpen, isPlacesOpen, search, procedure, places, closePlaces };
}

/**
 * What had the focus before a pane opened has it again once the pane is closed, unless the agent is elsewhere by then.
 * Returns what is to be called before one opens.
 */
function useFocusKept(isOpen: boolean): () => void {
  const before = useRef<HTMLElement>(undefined);
  useLayoutEffect(() => {
    if (isOpen) return;
    const { body, activeElement } = document;
    // The pane took the focus with it.
    if (activeElement === null || activeElement === body) before.current?.focus();
    before.current = undefined;
  }, [isOpen]);
  return () => {
    if (!isOpen && document.activeElement instanceof HTMLElement) before.current = document.activeElement;
  };
}

/** Of the call on the screen and the draft that is written for it. */
function useClues({ tickets }: Stores, { call }: CallView): string {
  const { i18n } = useTranslation();
  const { catalog, drafts, activeId } = useStore(tickets);
  // What is open may be about somebody else.
  const draft = drafts.find(({ id, callId }) => id === activeId && callId === call?.state.facts.callId);
  if (!call && !draft) return '';
  const { type, subType, description = '' } = draft ?? {};
  const label = catalog?.types.find(({ id }) => id === type)?.subTypes.find(({ id }) => id === subType)?.label;
  const queue = call?.state.facts.queue;
  return callClues({ description, subType: label && labelIn(label, i18n.language), queue }).join('\n');
}

/** Those of the catalog; the same list as long as nothing of it changes. */
function useAreas({ tickets }: Stores): { readonly id: string; readonly label: string }[] {
  const { i18n } = useTranslation();
  const catalog = useStore(tickets, (state) => state.catalog);
  return useMemo(() => areaChoices(catalog, i18n.language), [catalog, i18n.language]);
}

export interface AnswersColumnProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly answers: Answers;
  readonly toArea: (area: string) => string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly typeRef: RefObject<HTMLSelectElement | null>;
  readonly onTicket: () => void;
  readonly onQuickClose: () => void;
}

/** Right: the answer and the record. */
export function AnswersColumn(props: AnswersColumnProps): ReactNode {
  const { stores, view, answers, onTicket } = props;
  const { isProcedureOpen, isPlacesOpen } = answers;
  const callId = view.call?.state.facts.callId;
  const found = useClues(stores, view);
  const clues = answers.isTested ? '' : found;
  const areas = useAreas(stores);
  const callerArea = view.call?.pop?.area;
  useEffect(() => {
    stores.knowledge.getState().nearTo(callerArea);
  }, [stores, callerArea]);
  useEffect(() => {
    stores.marks.inCall(callId);
  }, [stores, callId]);
  const onBook = useStable(() => {
    void stores.ticketBook.actions.open();
  });
  const onAdd = useStable((adding: Adding, ticket: KeyedTicket) => {
    addTo(stores, view, adding, ticket);
  });
  const notRight = useStable(() => {
    stores.marks.notRight(callId);
  });
  const copyChosen = useStable(() => {
    copyPart(stores, view);
  });
  const read = useStable(async (id: ArticleId) => {
    const result = await stores.desk.invoke('knowledge:article', { id });
    return result.ok ? result.value.article : undefined;
  });
  return (
    <section className="column answers">
      <ErrorBoundary part="knowledge">
        <ProcedureColumn stores={stores} view={view} isOpen={isProcedureOpen} />
        <PlaceColumn stores={stores} view={view} isOpen={isPlacesOpen} onClose={answers.closePlaces} />
        <QuietKnowledgePanel
          store={stores.knowledge}
          inputRef={props.searchRef}
          areaText={props.toArea}
          areas={areas}
          onUse={onTicket}
          onProcedure={answers.isTested ? undefined : answers.procedure}
          isHidden={isProcedureOpen || isPlacesOpen}
          marks={stores.marks}
          desk={stores.desk}
          clues={clues}
          cluesOf={clues === '' ? undefined : callId}
          onNotRight={notRight}
          onCopyPart={copyChosen}
          read={read}
        />
      </ErrorBoundary>
      <ErrorBoundary part="tickets">
        <QuietTicketPanel
          store={stores.tickets}
          typeRef={props.typeRef}
          onNew={onTicket}
          onQuickClose={props.onQuickClose}
          onBook={onBook}
          onAdd={onAdd}
        />
        <BookSlot stores={stores} view={view} />
        <AdditionSlot stores={stores} />
        <ClashSlot stores={stores} />
        <TrainingSlot stores={stores} />
      </ErrorBoundary>
    </section>
  );
}
