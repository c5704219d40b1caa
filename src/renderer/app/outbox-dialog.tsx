import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { customerFields } from '../../shared/domain/customer-changes.ts';
import { customerIdSchema, ticketIdSchema } from '../../shared/ids.ts';
import type { WaitingRow } from '../../shared/sync/waiting-row.ts';
import { OutboxSheet } from '../features/sync-status/outbox-sheet.tsx';
import type { RowWords } from '../features/sync-status/row-words.ts';
import { selectCurrentCall } from '../features/softphone/phone-store.ts';
import { fieldLabel, subTypeText } from '../features/tickets/labels.ts';
import { loadTexts } from '../i18n/load-texts.ts';
import { useTranslation } from '../i18n/texts.tsx';
import type { OutboxSlotProps } from './outbox-slot.tsx';
import type { Stores } from './stores.ts';
import { openTraining } from './training-slot.tsx';

loadTexts(
  'outbox',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/outbox.json', { eager: true }),
);
loadTexts(
  'book',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/book.json', { eager: true }),
);

/** What waits for the centre, as long as it is open: a ring closes it, as it does the lists of tickets and calls. */
export function OutboxDialog({ stores, onPacks }: OutboxSlotProps): ReactNode {
  const { close } = stores.outbox.actions;
  const words = useRowWords(stores);
  const unsavedRecords = useStore(stores.phone, (state) => state.unsavedRecords);
  const isRinging = useStore(stores.phone, (state) => selectCurrentCall(state)?.state.kind === 'ringing');
  useEffect(() => {
    if (isRinging) close();
  }, [isRinging, close]);
  return (
    <OutboxSheet
      store={stores.outbox}
      sync={stores.sync}
      words={words}
      unsavedRecords={unsavedRecords}
      onEdit={(row) => {
        close();
        edit(stores, row, onPacks);
      }}
      onClose={close}
    />
  );
}

/** Where it is put right, with what was entered. */
function edit(stores: Stores, { editor, entityId }: WaitingRow, onPacks: () => void): void {
  switch (editor) {
    case 'ticket':
      void stores.tickets.getState().reopen(ticketIdSchema.parse(entityId));
      break;
    case 'clash':
      stores.tickets.getState().clashes.actions.ask(ticketIdSchema.parse(entityId));
      break;
    case 'customer':
      stores.customers.getState().open();
      void stores.customers.getState().read(customerIdSchema.parse(entityId));
      break;
    case 'line':
      onPacks();
      break;
    case 'exam':
      openTraining(stores);
      break;
    case undefined:
  }
}

function useRowWords(stores: Stores): RowWords {
  const { t, i18n } = useTranslation('outbox');
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const forms = useStore(stores.tickets, (state) => state.forms.forms);
  return {
    subType: ({ type, subType = '' }) => (type ? subTypeText(catalog, type, subType, i18n.language) : ''),
    field: (kind, field, { type }) => {
      if (kind === 'ticket.submit') {
        return fieldLabel(
          forms.findLast((form) => form.type === type),
          field,
          i18n.language,
        );
      }
      const known = customerFields.filter((each) => field.split(',').includes(each));
      return known.length === 0 ? field : known.map((each) => t(`field.${each}`)).join('、');
    },
  };
}
