import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { Customer } from '../../../shared/domain/customer.ts';
import type { CustomerDraft, CustomerFile } from '../../../shared/domain/customer-file.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { CustomerFileView } from './customer-file-view.tsx';
import { CustomerFormView, type AreaChoice } from './customer-form.tsx';
import { CustomerSearch } from './customer-search.tsx';
import type { CustomerStore, NewCustomerContext } from './customer-store.ts';
import type { DialNumber, Reveal } from './masked.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import './customer.css';

export interface CustomerPanelProps {
  readonly store: CustomerStore;
  readonly areas: readonly AreaChoice[];
  readonly toArea: (area: string) => string;
  readonly newContext: NewCustomerContext;
  readonly revealOf: (id: CustomerId | undefined) => Reveal;
  readonly dialOf: (customer: Customer) => DialNumber | undefined;
  /** Whether the running call could be this customer's, and is not yet. */
  readonly canAttach: (id: CustomerId) => boolean;
  readonly onAttach: (id: CustomerId) => void;
  readonly onSaved: (draft: CustomerDraft, file: CustomerFile) => void;
}

/** Customers in the left column: search, file, form. The call above it goes on, and keeps its keys. */
export function CustomerPanel(props: CustomerPanelProps): ReactNode {
  const { t } = useTranslation('customer');
  const { store } = props;
  const { view, error, drafts, activeId } = useStore(store);
  const isNew = drafts.find(({ id }) => id === activeId)?.customerId === undefined;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    // The sheet that asks for a reason closes by itself.
    if (document.querySelector('dialog[open]')) return;
    store.getState().back();
    event.preventDefault();
  }

  return (
    <section className="customer-panel" aria-label={t('panel')} data-testid="customer-panel" onKeyDown={onKeyDown}>
      <div className="row panel-head">
        {view === 'search' ? null : (
          <button
            type="button"
            className="icon-button"
            aria-label={t('back')}
            title={`${t('back')} · Esc`}
            onClick={() => {
              store.getState().back();
            }}
          >
            <Icon name="back" />
          </button>
        )}
        <h2 className="heading grow">{t(view !== 'form' ? 'panel' : isNew ? 'newCustomer' : 'correction')}</h2>
        <Button
          kind="quiet"
          onClick={() => {
            store.getState().close();
          }}
        >
          {t('close')}
        </Button>
      </div>
      <ErrorNote error={error} />
      {view === 'search' ? <CustomerSearch store={store} newContext={props.newContext} /> : null}
      {view === 'file' ? <FileView {...props} /> : null}
      {view === 'form' ? <FormView {...props} /> : null}
    </section>
  );
}

function FileView({ store, toArea, revealOf, dialOf, canAttach, onAttach }: CustomerPanelProps): ReactNode {
  const file = useStore(store, (state) => state.file);
  if (!file) return null;
  const { id } = file.customer;
  return (
    <CustomerFileView
      file={file}
      toArea={toArea}
      reveal={revealOf(id)}
      onDial={dialOf(file.customer)}
      onCorrect={() => {
        store.getState().startCorrection();
      }}
      onAttach={
        canAttach(id)
          ? () => {
              onAttach(id);
            }
          : undefined
      }
      onResolve={(field, keep) => void store.getState().resolve(field, keep)}
      onSettleRefused={(action) => void store.getState().settleRefused(action)}
    />
  );
}

function FormView({ store, areas, revealOf, onSaved }: CustomerPanelProps): ReactNode {
  const { drafts, activeId, check, isSaving } = useStore(store);
  const draft = drafts.find(({ id }) => id === activeId);
  if (!draft) return null;
  const { id } = draft;
  return (
    <CustomerFormView
      key={id}
      draft={draft}
      check={check}
      areas={areas}
      isSaving={isSaving}
      reveal={revealOf(draft.customerId)}
      onEdit={(change) => {
        store.getState().edit(id, change);
      }}
      onLook={() => void store.getState().look(id)}
      onSave={(isDuplicateAccepted) => {
        void store
          .getState()
          .save(id, isDuplicateAccepted)
          .then((file) => {
            if (file) onSaved(draft, file);
          });
      }}
      onDiscard={() => void store.getState().discard(id)}
      onOpen={(customerId) => void store.getState().read(customerId)}
    />
  );
}
