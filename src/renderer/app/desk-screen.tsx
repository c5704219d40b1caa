import { memo, useCallback, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import { inServedOrder } from '../../shared/call/served-languages.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { KnowledgePanel } from '../features/knowledge/knowledge-panel.tsx';
import { PhrasePanel } from '../features/phrases/phrase-panel.tsx';
import { areaText } from '../features/tickets/labels.ts';
import { QuickClose } from '../features/tickets/quick-close.tsx';
import { TicketPanel } from '../features/tickets/ticket-panel.tsx';
import { CallOver } from './call-over.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { HeaderBar } from './header-bar.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { IdleDesk } from './idle-desk.tsx';
import { PersonColumn } from './person-column.tsx';
import { PhoneSheets, type PhoneSheet } from './phone-sheets.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SignOutRefused } from './sign-out-refused.tsx';
import { SoundDialog } from './sound-dialog.tsx';
import type { Stores } from './stores.ts';
import { useCallView } from './use-call-view.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { usePhoneKeys } from './use-phone-keys.ts';
import { useScriptActions } from './use-script-actions.ts';
import { useStable } from './use-stable.ts';
import { Warnings } from './warnings.tsx';
import './desk.css';

export interface DeskScreenProps {
  readonly stores: Stores;
  readonly session: Session;
}

/** What a call does not change is not rendered again while its caller waits for the greeting. */
const QuietHeaderBar = memo(HeaderBar);
const QuietWarnings = memo(Warnings);
const QuietKnowledgePanel = memo(KnowledgePanel);
const QuietTicketPanel = memo(TicketPanel);

type SheetName = PhoneSheet | 'help' | 'sound' | 'quickClose' | 'signOutOnCall' | 'signOutInWrapUp' | 'signOutUnsaved';

/** Three columns that never move: the person · the words · the answer and the record. */
export function DeskScreen({ stores, session }: DeskScreenProps): ReactNode {
  const { i18n } = useTranslation();
  const view = useCallView(stores, session);
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const openArticle = useStore(stores.knowledge, (state) => state.open?.article);
  const isDemo = useStore(stores.session, (state) => state.bootstrap?.profile.kind === 'demo');
  const [sheet, setSheet] = useState<SheetName>();
  const searchRef = useRef<HTMLInputElement>(null);
  const typeRef = useRef<HTMLSelectElement>(null);
  const toArea = useCallback((area: string) => areaText(catalog, area, i18n.language), [catalog, i18n.language]);
  const closeSheet = useCallback(() => {
    setSheet(undefined);
  }, []);
  const showKeys = useCallback(() => {
    setSheet('help');
  }, []);
  const showSound = useCallback(() => {
    setSheet('sound');
  }, []);
  const askSubType = useCallback(() => {
    setSheet('quickClose');
  }, []);

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
  const leave = useStable(() => {
    const { calls } = stores.phone.getState();
    if (calls.some((call) => isLive(call.state))) setSheet('signOutOnCall');
    else if (calls.length > 0) setSheet('signOutInWrapUp');
    else void signOutSaved(stores).then((isOut) => (isOut ? undefined : setSheet('signOutUnsaved')));
  });
  function toggleReady(): void {
    const { agent } = stores.phone.getState();
    stores.phone.actions.setAgentState({ kind: agent.kind === 'READY' ? 'NOT_READY' : 'READY' });
  }

  const callId = view.call?.state.facts.callId;
  const phoneKeys = usePhoneKeys(stores, view, setSheet);
  const scriptActions = useScriptActions(stores, view, phoneKeys.actions.transfer);

  useDeskKeys(stores, view, {
    ...phoneKeys.actions,
    search: () => searchRef.current?.select(),
    customers: stores.customers.getState().open,
    newTicket: startTicket,
    quickClose: askSubType,
    sound: showSound,
    help: showKeys,
    signOut: leave,
    toggleReady,
    say: scriptActions.onSay,
    useArticle: startTicket,
  });

  return (
    <div className="desk">
      <QuietHeaderBar stores={stores} session={session} onSound={showSound} onHelp={showKeys} onSignOut={leave} />
      <QuietWarnings stores={stores} session={session} />
      <main className="columns">
        <ErrorBoundary part="person">
          <PersonColumn stores={stores} view={view} toArea={toArea} phoneKeys={phoneKeys.card} />
        </ErrorBoundary>
        <ErrorBoundary part="words">
          <PhrasePanel
            language={view.language}
            languages={inServedOrder(session.phone.served)}
            callId={callId}
            choice={view.choice}
            finder={view.finder}
            finderStore={stores.finder}
            said={view.said}
            script={view.script}
            stopLossAt={view.stopLossAt}
            onLanguage={stores.phrases.getState().choose}
            {...scriptActions}
            idle={
              view.call ? (
                <CallOver state={view.call.state} />
              ) : (
                <IdleDesk stores={stores} isDemo={isDemo} onToggleReady={toggleReady} />
              )
            }
          />
        </ErrorBoundary>
        <section className="column answers">
          <ErrorBoundary part="knowledge">
            <QuietKnowledgePanel store={stores.knowledge} inputRef={searchRef} areaText={toArea} onUse={startTicket} />
          </ErrorBoundary>
          <ErrorBoundary part="tickets">
            <QuietTicketPanel store={stores.tickets} typeRef={typeRef} onNew={startTicket} onQuickClose={askSubType} />
          </ErrorBoundary>
        </section>
      </main>
      {sheet === 'help' ? <ShortcutSheet store={stores.session} onClose={closeSheet} /> : null}
      {sheet === 'sound' ? <SoundDialog stores={stores} onClose={closeSheet} /> : null}
      <HistoryDialog stores={stores} />
      {sheet === 'quickClose' && catalog ? (
        <QuickClose catalog={catalog} suggested={openArticle?.ticketSubType} onPick={quickClose} onClose={closeSheet} />
      ) : null}
      <PhoneSheets stores={stores} view={view} sheet={sheet} onClose={closeSheet} />
      {sheet === 'signOutOnCall' || sheet === 'signOutInWrapUp' || sheet === 'signOutUnsaved' ? (
        <SignOutRefused why={sheet} onClose={closeSheet} />
      ) : null}
    </div>
  );
}

/** Leaves only when everything written is on the disk. */
async function signOutSaved({ tickets, customers, session }: Stores): Promise<boolean> {
  const isKept = await Promise.all([tickets.getState().flush(), customers.getState().flush()]);
  if (!isKept.every(Boolean)) return false;
  await session.getState().signOut();
  return true;
}
