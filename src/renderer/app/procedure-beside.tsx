import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { ProcedurePane } from '../features/procedures/procedure-pane.tsx';
import { loadTexts } from '../i18n/load-texts.ts';
import { runKeyOf, subjectOf } from './procedure-of-call.ts';
import { writeIntoTicket } from './procedure-ticket.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

loadTexts(
  'procedures',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/procedures.json', { eager: true }),
);

export interface ProcedureBesideProps {
  readonly stores: Stores;
  readonly view: CallView;
}

/** The steps with what the call knows, and the ticket that they lead to. */
export function ProcedureBeside({ stores, view }: ProcedureBesideProps): ReactNode {
  const { drafts, activeId } = useStore(stores.tickets);
  const { ticketContext } = view;
  // What is open may be about somebody else.
  const active = drafts.find(({ id, callId }) => id === activeId && callId === ticketContext.callId);
  return (
    <ProcedurePane
      store={stores.procedures}
      runKey={runKeyOf(view)}
      subject={subjectOf(view)}
      caller={view.language}
      known={{
        address: active?.address ?? ticketContext.address ?? '',
        callerPhone: active?.callerPhone ?? ticketContext.callerPhone ?? '',
      }}
      subType={active?.subType ?? ''}
      onResult={(procedure, result) => {
        writeIntoTicket(stores, view, procedure, result);
      }}
    />
  );
}
