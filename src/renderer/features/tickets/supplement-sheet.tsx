import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { longestSupplement } from '../../../shared/domain/ticket-addition.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { AdditionList } from './addition-list.tsx';
import type { AddedTicket, AdditionStore } from './addition-store.ts';

export interface SupplementSheetProps {
  readonly store: AdditionStore;
  readonly ticket: AddedTicket;
}

/** 补充: what the caller says of a ticket that is at the centre already. What was typed stays until it is added. */
export function SupplementSheet({ store, ticket }: SupplementSheetProps): ReactNode {
  const { t } = useTranslation('additions');
  const { error, isBusy } = useStore(store);
  const text = useStore(store.drafts, (drafts) => drafts[ticket.id] ?? '');
  const isEmpty = text.trim() === '';
  const { close, supplement, write } = store.actions;
  const title = t('supplementTitle', { number: ticket.number });
  return (
    <Sheet label={title} onClose={close} className="addition-sheet">
      <SheetHead title={title} closeText={t('close')} onClose={close} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void supplement();
        }}
      >
        <AdditionList store={store} ticketId={ticket.id} />
        <label className="field">
          {t('supplementText')}
          <textarea
            data-first
            className="input"
            name="supplement-text"
            rows={5}
            maxLength={longestSupplement}
            lang={langByScript(text)}
            value={text}
            onChange={(event) => {
              write(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.ctrlKey) void supplement();
            }}
          />
        </label>
        <p className="quiet small">{t('supplementHint')}</p>
        <ErrorNote error={error} />
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            keyHint="Ctrl ↵"
            disabled={isEmpty || isBusy}
            data-testid="add-supplement"
          >
            {t('addSupplement')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
