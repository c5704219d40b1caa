import { useEffect, useRef, type ReactNode, type Ref } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { findType, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import {
  priorities,
  prioritySchema,
  ticketTypes,
  ticketTypeSchema,
  type FormAnswer,
  type TicketDraft,
} from '../../../shared/domain/ticket.ts';
import type { TicketForm as Form } from '../../../shared/domain/ticket-form.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { askedFields, isRequired } from '../../../shared/ticket/form-answers.ts';
import { isCoreField } from '../../../shared/ticket/core-fields.ts';
import { formatClock } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { DueField } from '../../ui/due-field.tsx';
import { AttachmentField } from './attachment-field.tsx';
import type { AttachmentStore } from './attachment-store.ts';
import { FormFieldRow } from './form-field.tsx';
import { labelIn } from './labels.ts';
import type { DraftChange } from './new-draft.ts';

export interface TicketFormProps {
  readonly catalog: TicketCatalog;
  readonly draft: TicketDraft;
  readonly files: AttachmentStore;
  readonly savedAt: number | undefined;
  /** The form that the draft was begun with. */
  readonly form: Form;
  readonly faults: readonly FieldFault[];
  /** How often a submission was held up by faults. */
  readonly tries: number;
  /** The ticket that is expedited, for an expedite. */
  readonly parentField: ReactNode;
  /** What the draft can be filled from. */
  readonly templates: ReactNode;
  /** What the caller has open already, when that held a submission up. */
  readonly notice: ReactNode;
  readonly errorText: string | undefined;
  readonly typeRef: Ref<HTMLSelectElement>;
  readonly onEdit: (change: DraftChange) => void;
  readonly onSubmit: () => void;
  readonly onDiscard: () => void;
}

/** A ticket being written. Saved by itself; submitting works with the network down. */
export function TicketForm(props: TicketFormProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const { draft, tries } = props;
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return (
    <form
      ref={frame}
      className="ticket-form"
      aria-label={t(`type.${draft.type}`)}
      data-testid="ticket-form"
      onSubmit={(event) => {
        // Enter in a field is not "done": only the button and its key submit.
        event.preventDefault();
      }}
    >
      <div className="ticket-fields">
        {props.templates}
        <TypeFields {...props} />
        {draft.type === 'expedite' ? props.parentField : null}
        <AskedFields {...props} />
        <PriorityFields {...props} />
        <AttachmentField store={props.files} ticketId={draft.id} />
      </div>
      <div className="ticket-foot">
        {props.notice}
        {props.errorText ? (
          <p className="message" role="alert">
            {props.errorText}
          </p>
        ) : null}
        <div className="row">
          <Tag>
            {props.savedAt === undefined
              ? t('draftUnsaved')
              : t('draftSaved', { time: formatClock(i18n.language, props.savedAt) })}
          </Tag>
          <Button kind="quiet" className="push" onClick={props.onDiscard}>
            {t('discard')}
          </Button>
          <Button kind="primary" keyHint="Ctrl ↵" onClick={props.onSubmit}>
            {t('submit')}
          </Button>
        </div>
      </div>
    </form>
  );
}

function TypeFields({ catalog, draft, faults, typeRef, onEdit }: TicketFormProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  return (
    <>
      <label className="field">
        {t('field.type')}
        <select
          ref={typeRef}
          className="input"
          name="type"
          value={draft.type}
          onChange={(event) => {
            onEdit({ type: ticketTypeSchema.parse(event.target.value) });
          }}
        >
          {ticketTypes.map((type) => (
            <option key={type} value={type}>
              {t(`type.${type}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {t('field.subType')}
        <select
          className="input"
          name="subType"
          value={draft.subType}
          aria-invalid={faults.some(({ field }) => field === 'subType')}
          onChange={(event) => {
            onEdit({ subType: event.target.value });
          }}
        >
          <option value="">{t('chooseSubType')}</option>
          {findType(catalog, draft.type)?.subTypes.map((sub) => (
            <option key={sub.id} value={sub.id}>
              {labelIn(sub.label, i18n.language)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** What the form asks with the answers so far. */
function AskedFields({ catalog, draft, form, faults, onEdit }: TicketFormProps): ReactNode {
  const asked = askedFields(form, draft);
  return asked.map((field) => (
    <FormFieldRow
      key={field.id}
      catalog={catalog}
      field={field}
      answer={isCoreField(field.id) ? draft[field.id] : draft.answers?.[field.id]}
      isRequired={isRequired(field, asked, draft)}
      fault={faults.find((fault) => fault.field === field.id)}
      onAnswer={(answer) => {
        onEdit(isCoreField(field.id) ? { [field.id]: answer } : { answers: withAnswer(draft, field.id, answer) });
      }}
    />
  ));
}

function withAnswer({ answers }: TicketDraft, id: string, answer: FormAnswer | undefined): TicketDraft['answers'] {
  const { [id]: _before, ...rest } = answers ?? {};
  return answer === undefined || answer === '' ? rest : { ...rest, [id]: answer };
}

function PriorityFields({ draft, onEdit }: TicketFormProps): ReactNode {
  const { t } = useTranslation('tickets');
  return (
    <>
      <label className="field">
        {t(draft.isPriorityChosen ? 'field.priority' : 'field.priorityComputed')}
        <select
          className="input"
          name="priority"
          value={draft.priority}
          onChange={(event) => {
            onEdit({ priority: prioritySchema.parse(event.target.value), isPriorityChosen: true });
          }}
        >
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {t(`priority.${priority}`)}
            </option>
          ))}
        </select>
      </label>
      <DueField
        label={t(draft.isDueChosen ? 'field.dueAt' : 'field.dueAtComputed')}
        dueAt={draft.dueAt}
        onChange={(dueAt) => {
          onEdit({ dueAt, isDueChosen: true });
        }}
      />
    </>
  );
}
