import { useCallback, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TicketForm as TicketFormOf } from '../../../shared/domain/ticket-form.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { formOf } from '../../../shared/ticket/form-shelf.ts';
import { expeditable } from '../../../shared/ticket/alike-tickets.ts';
import type { AdditionKeysProps } from './addition-keys.tsx';
import { AlikeNotice } from './alike-notice.tsx';
import { fieldLabel } from './labels.ts';
import { ParentField } from './parent-field.tsx';
import { TemplateBar } from './template-bar.tsx';
import { TicketForm } from './ticket-form.tsx';
import { TicketList } from './ticket-list.tsx';
import type { TicketStore } from './ticket-store.ts';
import './tickets.css';

export interface TicketPanelProps {
  readonly store: TicketStore;
  readonly typeRef: RefObject<HTMLSelectElement | null>;
  readonly onNew: () => void;
  readonly onQuickClose: () => void;
  readonly onAdd: AdditionKeysProps['onAdd'];
  /** Shows all tickets of the agent. */
  readonly onBook: () => void;
}

/** The record: drafts in tabs, or what was submitted. */
export function TicketPanel({ store, typeRef, onNew, onQuickClose, onBook, onAdd }: TicketPanelProps): ReactNode {
  const { t } = useTranslation('tickets');
  const errorText = useErrorText();
  const state = useStore(store);
  const active = state.drafts.find((draft) => draft.id === state.activeId);
  const error = state.error ? errorText(state.error) : undefined;
  return (
    <section className="tickets" aria-label={t('panel')}>
      <div className="ticket-tabs">
        <div className="ticket-tab-strip" role="tablist" aria-label={t('panel')}>
          <button
            type="button"
            role="tab"
            aria-selected={!active}
            onClick={() => {
              state.activate(undefined);
            }}
          >
            {t('submitted')} <span className="num">{state.tickets.length}</span>
          </button>
          {state.drafts.map((draft) => (
            <button
              key={draft.id}
              type="button"
              role="tab"
              aria-selected={draft.id === state.activeId}
              onClick={() => {
                state.activate(draft.id);
              }}
            >
              {t(`type.${draft.type}`)}
            </button>
          ))}
        </div>
        <Button kind="quiet" keyHint="F6" onClick={onQuickClose}>
          {t('quickClose')}
        </Button>
        <Button
          kind="quiet"
          keyHint="Alt T"
          icon={<Icon name="plus" />}
          aria-label={t('new')}
          title={t('new')}
          onClick={onNew}
        />
      </div>
      {state.justSubmitted && !isOver(state.justSubmitted) ? (
        <p className="message just-submitted" data-tone="accent" role="status" data-testid="just-submitted">
          {t('justSubmitted', { number: state.justSubmitted.number })}
          <Tag>{t(`sync.${state.justSubmitted.sync}`)}</Tag>
        </p>
      ) : null}
      {state.cameBack && !active ? (
        <p className="message just-submitted" role="status" data-testid="came-back">
          {t('cameBack', { number: state.cameBack.number })}
        </p>
      ) : null}
      {active && state.catalog ? (
        <ActiveForm key={active.id} store={store} typeRef={typeRef} error={error} />
      ) : (
        <div className="ticket-scroll">
          {error ? (
            <p className="message" role="alert">
              {error}
            </p>
          ) : null}
          <TicketList
            catalog={state.catalog}
            tickets={state.tickets}
            forms={state.forms.forms}
            files={state.files}
            clashes={state.clashes}
            onReopen={(id) => void state.reopen(id)}
            onRetry={(id) => void state.retry(id)}
            onBook={onBook}
            onAdd={onAdd}
          />
        </div>
      )}
    </section>
  );
}

/** Its number is not one to read out, or no longer. */
function isOver({ sync, status }: Ticket): boolean {
  return sync === 'rejected' || sync === 'conflict' || status === 'returned';
}

interface ActiveFormProps {
  readonly store: TicketStore;
  readonly typeRef: RefObject<HTMLSelectElement | null>;
  readonly error: string | undefined;
}

function ActiveForm({ store, typeRef, error }: ActiveFormProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const state = useStore(store);
  const { catalog, forms, drafts, activeId, savedAt, faults, tries, edit, submit, discard } = state;
  const [isAsking, setIsAsking] = useState(false);
  const draft = drafts.find((entry) => entry.id === activeId);
  const lookUp = useCallback(() => {
    const { activeId: id, lookUpOpen } = store.getState();
    if (id) void lookUpOpen(id);
  }, [store]);
  const form = draft && formOf(forms.forms, draft);
  if (!catalog || !draft || !form) return null;
  if (isAsking) {
    const hasFiles = (state.files.getState().byTicket[draft.id] ?? []).length > 0;
    const question = t(hasFiles ? 'discardAskFiles' : 'discardAsk');
    return (
      <div className="ticket-scroll" role="alertdialog" aria-label={question}>
        <p>{question}</p>
        <div className="row">
          <Button kind="danger" onClick={() => void discard(draft.id)}>
            {t('discardYes')}
          </Button>
          <Button
            autoFocus
            onClick={() => {
              setIsAsking(false);
            }}
          >
            {t('discardNo')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <TicketForm
      catalog={catalog}
      draft={draft}
      files={state.files}
      savedAt={savedAt[draft.id]}
      form={form}
      faults={faults}
      tries={tries}
      parentField={
        <ParentField
          catalog={catalog}
          parentId={draft.parentId}
          choices={expeditable(draft.id, state.openOfCaller?.draftId === draft.id ? state.openOfCaller.tickets : [])}
          isMissing={faults.some(({ field }) => field === 'parentId')}
          onLookUp={lookUp}
          onChoose={(parentId) => {
            edit(draft.id, { parentId });
          }}
        />
      }
      templates={
        <TemplateBar
          centre={form.templates ?? []}
          own={state.templates.filter(({ type }) => type === draft.type)}
          onFill={(template) => {
            state.fill(draft.id, template);
          }}
          onSave={(name) => state.saveTemplate(draft.id, name)}
          onRemove={(id) => void state.removeTemplate(id)}
        />
      }
      notice={
        state.alike?.draftId === draft.id ? (
          <AlikeNotice
            catalog={catalog}
            tickets={state.alike.tickets}
            onExpedite={(ticket) => {
              state.expedite(draft.id, ticket);
            }}
          />
        ) : null
      }
      errorText={faults.length > 0 ? faultsText(t, form, faults, i18n.language) : error}
      typeRef={typeRef}
      onEdit={(change) => {
        edit(draft.id, change);
      }}
      onSubmit={() => void submit(draft.id, false)}
      onDiscard={() => {
        setIsAsking(true);
      }}
    />
  );
}

/** What is missing, and what is wrong: each is told at its field, too. */
function faultsText(
  t: ReturnType<typeof useTranslation<'tickets'>>['t'],
  form: TicketFormOf,
  faults: readonly FieldFault[],
  locale: string,
): string {
  const names = (some: readonly FieldFault[]): string =>
    some
      .map(({ field: id }) => {
        if (id === 'subType' || id === 'parentId') return t(`field.${id}`);
        return fieldLabel(form, id, locale);
      })
      .join(t('listSeparator'));
  const missing = faults.filter(({ code }) => code === 'required');
  const wrong = faults.filter(({ code }) => code !== 'required');
  return [
    ...(missing.length > 0 ? [t('missingFields', { fields: names(missing) })] : []),
    ...(wrong.length > 0 ? [t('wrongFields', { fields: names(wrong) })] : []),
  ].join(' ');
}
