import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { BookSheet } from '../features/tickets/book-sheet.tsx';
import { selectCurrentCall } from '../features/softphone/phone-store.ts';
import { loadTexts } from '../i18n/load-texts.ts';
import { saveFile } from '../ui/save-file.ts';
import type { Stores } from './stores.ts';
import { addTo } from './ticket-additions.tsx';
import type { CallView } from './use-call-view.ts';

loadTexts(
  'book',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/book.json', { eager: true }),
);

/** The agent's own tickets, as long as they are open: a ring closes them, as it does the call history. */
export function BookDialog({ stores, view }: { readonly stores: Stores; readonly view: CallView }): ReactNode {
  const { close } = stores.ticketBook.actions;
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const forms = useStore(stores.tickets, (state) => state.forms.forms);
  const files = useStore(stores.tickets, (state) => state.files);
  const role = useStore(stores.session, ({ session }) => session?.agent.role);
  const clashes = useStore(stores.tickets, (state) => state.clashes);
  const isBusy = useStore(clashes, (state) => state.isBusy);
  const isRinging = useStore(stores.phone, (state) => selectCurrentCall(state)?.state.kind === 'ringing');
  useEffect(() => {
    if (isRinging) close();
  }, [isRinging, close]);
  return (
    <BookSheet
      store={stores.ticketBook}
      catalog={catalog}
      forms={forms}
      files={files}
      additions={stores.additions}
      onAdd={(adding, ticket) => {
        addTo(stores, view, adding, ticket);
      }}
      team={stores.team}
      teamText={stores.teamText}
      teamFiles={stores.teamFiles}
      role={role}
      onReopen={(id) => {
        close();
        void stores.tickets.getState().reopen(id);
      }}
      onRetry={(id) => void stores.tickets.getState().retry(id)}
      onCompare={
        isBusy
          ? undefined
          : (id) => {
              close();
              clashes.actions.ask(id);
            }
      }
      onFile={saveFile}
      onClose={close}
    />
  );
}
