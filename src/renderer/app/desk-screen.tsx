import { memo, Suspense, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { inServedOrder } from '../../shared/call/served-languages.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { PhrasePanel } from '../features/phrases/phrase-panel.tsx';
import { areaText } from '../features/tickets/labels.ts';
import { QuickClose } from '../features/tickets/quick-close.tsx';
import { lazyPart, loadParts } from '../ui/lazy-part.ts';
import { AnswersColumn, useAnswers } from './answers-column.tsx';
import { CallOver } from './call-over.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { ExamWords } from './exam-words.tsx';
import { HeaderBar } from './header-bar.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { IdleDesk } from './idle-desk.tsx';
import { OutboxSlot } from './outbox-slot.tsx';
import { PersonColumn } from './person-column.tsx';
import { PhoneSheets } from './phone-sheets.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { HandOverSlot } from './task-work.tsx';
import { useLeave } from './use-leave.ts';
import { isHindrance } from './sign-out.ts';
import { SignOutRefused } from './sign-out-refused.tsx';
import { SmallWindowSlot } from './small-window/small-window-slot.tsx';
import { SoundDialog } from './sound-dialog.tsx';
import type { Stores } from './stores.ts';
import { useCallView, type CallView } from './use-call-view.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { usePanelChoice } from './use-panel-choice.ts';
import { usePhoneKeys } from './use-phone-keys.ts';
import { useScriptActions } from './use-script-actions.ts';
import { useSheets } from './use-sheets.ts';
import { useStable } from './use-stable.ts';
import { Warnings } from './warnings.tsx';
import './desk.css';

export interface DeskScreenProps {
  readonly stores: Stores;
  readonly session: Session;
}

/** What a call does not change is not rendered again while its caller waits for the greeting. */
const QuietIdleDesk = memo(IdleDesk);
const QuietHeaderBar = memo(HeaderBar);
const QuietWarnings = memo(Warnings);

/** Not among what a call may have to wait for. */
const PacksDialog = lazyPart(async () => (await import('./packs-dialog.tsx')).PacksDialog);

/** Three columns that never move: the person · the words · the answer and the record. */
export function DeskScreen({ stores, session }: DeskScreenProps): ReactNode {
  useEffect(loadParts, []);
  const { i18n } = useTranslation();
  const view = useCallView(stores, session);
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const openArticle = useStore(stores.knowledge, (state) => state.open?.article);
  const isDemo = useStore(stores.session, (state) => state.bootstrap?.profile.kind === 'demo');
  const { sheet, setSheet, closeSheet, showKeys, showSound, showPacks, askSubType } = useSheets(stores);
  const searchRef = useRef<HTMLInputElement>(null);
  const typeRef = useRef<HTMLSelectElement>(null);
  const toArea = useCallback((area: string) => areaText(catalog, area, i18n.language), [catalog, i18n.language]);

  const startTicket = useStable(() => {
    stores.tickets.getState().start(view.ticketContext, openArticle);
    requestAnimationFrame(() => typeRef.current?.focus());
  });
  function quickClose(subType: string): void {
    closeSheet();
    const tickets = stores.tickets.getState();
    tickets.start(view.ticketContext, openArticle);
    const id = stores.tickets.getState().activeId;
    if (!id) return;
    tickets.edit(id, { type: 'consultation', subType });
    void tickets.submit(id, true);
  }
  const { leave, leaveNow } = useLeave(stores, setSheet);
  const toggleReady = useStable(() => {
    const { agent } = stores.phone.getState();
    stores.phone.actions.setAgentState({ kind: agent.kind === 'READY' ? 'NOT_READY' : 'READY' });
  });

  const callId = view.call?.state.facts.callId;
  const answers = useAnswers(stores, view, searchRef);
  const phoneKeys = usePhoneKeys(stores, view, setSheet);
  const reading = usePanelChoice(stores, view);
  const scriptActions = useScriptActions(stores, view, phoneKeys.actions.transfer);

  useDeskKeys(stores, view, {
    ...phoneKeys.actions,
    search: answers.search,
    procedure: answers.procedure,
    places: answers.places,
    customers: stores.customers.getState().open,
    newTicket: startTicket,
    quickClose: askSubType,
    packs: showPacks,
    sound: showSound,
    help: showKeys,
    signOut: leave,
    toggleReady,
    say: scriptActions.onSay,
    useArticle: startTicket,
  });

  return (
    <div className="desk">
      <QuietHeaderBar
        stores={stores}
        session={session}
        onPacks={showPacks}
        onSound={showSound}
        onHelp={showKeys}
        onSignOut={leave}
      />
      <QuietWarnings stores={stores} session={session} />
      <main className="columns">
        <ErrorBoundary part="person">
          <PersonColumn {...{ stores, view, toArea }} phoneKeys={phoneKeys.card} onSay={scriptActions.onSay} />
        </ErrorBoundary>
        <ErrorBoundary part="words">
          <PhrasePanel
            language={view.language}
            unknownLanguage={view.unknownLanguage}
            languages={inServedOrder(session.phone.served)}
            callId={callId}
            choice={view.choice}
            reach={view.reach}
            finder={view.finder}
            finderStore={stores.finder}
            said={view.said}
            script={view.script}
            stopLossAt={view.stopLossAt}
            colleagues={stores.colleagues}
            {...reading}
            onLanguage={stores.phrases.getState().choose}
            {...scriptActions}
            idle={
              <NoWords view={view}>
                <QuietIdleDesk stores={stores} isDemo={isDemo} onToggleReady={toggleReady} />
              </NoWords>
            }
          />
        </ErrorBoundary>
        <AnswersColumn
          {...{ stores, view, answers, toArea, searchRef, typeRef }}
          onTicket={startTicket}
          onQuickClose={askSubType}
        />
      </main>
      {sheet === 'help' ? (
        <ShortcutSheet store={stores.session} globalKeys={stores.globalKeys} onClose={closeSheet} />
      ) : null}
      {sheet === 'sound' ? <SoundDialog stores={stores} onClose={closeSheet} /> : null}
      {sheet === 'packs' ? (
        <Suspense>
          <PacksDialog stores={stores} agent={session.agent} onClose={closeSheet} />
        </Suspense>
      ) : null}
      <HistoryDialog stores={stores} />
      <OutboxSlot stores={stores} onPacks={showPacks} />
      {sheet === 'quickClose' && catalog ? (
        <QuickClose catalog={catalog} suggested={openArticle?.ticketSubType} onPick={quickClose} onClose={closeSheet} />
      ) : null}
      <SmallWindowSlot {...{ stores, view, toArea }} phoneKeys={phoneKeys.card} onSay={scriptActions.onSay} />
      <HandOverSlot stores={stores} onLeave={leaveNow} />
      <PhoneSheets stores={stores} view={view} sheet={sheet} onClose={closeSheet} />
      {isHindrance(sheet) ? <SignOutRefused why={sheet} onClose={closeSheet} /> : null}
    </div>
  );
}

/** Where nothing is to be said: a call that is over or part of a pass test, else what is there without a call. */
function NoWords({ view, children }: { readonly view: CallView; readonly children: ReactNode }): ReactNode {
  if (!view.call || !view.isMet) return children;
  return view.isTested ? <ExamWords /> : <CallOver state={view.call.state} />;
}
