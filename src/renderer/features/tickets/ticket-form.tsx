import type { ReactNode, Ref } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { findType, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import {
  longestDescription,
  priorities,
  prioritySchema,
  ticketTypes,
  ticketTypeSchema,
  type TicketDraft,
} from '../../../shared/domain/ticket.ts';
import { formatClock } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { DueField } from '../../ui/due-field.tsx';
import { labelIn } from './labels.ts';
import type { DraftChange } from './new-draft.ts';

export interface TicketFormProps {
  readonly catalog: TicketCatalog;
  readonly draft: TicketDraft;
  readonly savedAt: number | undefined;
  readonly missing: readonly string[];
  readonly errorText: string | undefined;
  readonly typeRef: Ref<HTMLSelectElement>;
  readonly onEdit: (change: DraftChange) => void;
  readonly onSubmit: () => void;
  readonly onDiscard: () => void;
}

/** A ticket being written. Saved by itself; submitting works with the network down. */
export function TicketForm(props: TicketFormProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const { draft, missing } = props;
  return (
    <form
      className="ticket-form"
      aria-label={t(`type.${draft.type}`)}
      data-testid="ticket-form"
      onSubmit={(event) => {
        // Enter in a field is not "done": only the button and its key submit.
        event.preventDefault();
      }}
    >
      <div className="ticket-fields">
        <TypeFields {...props} />
        <Field name="callerName" {...props} />
        <Field name="callerPhone" {...props} />
        <AreaField {...props} />
        <Field name="address" {...props} />
        <label className="field wide">
          {t('field.description')}
          <textarea
            className="input"
            name="description"
            rows={2}
            maxLength={longestDescription}
            value={draft.description}
            aria-invalid={missing.includes('description')}
            onChange={(event) => {
              props.onEdit({ description: event.target.value });
            }}
          />
        </label>
        <PriorityFields {...props} />
      </div>
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
    </form>
  );
}

function TypeFields({ catalog, draft, missing, typeRef, onEdit }: TicketFormProps): ReactNode {
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
          aria-invalid={missing.includes('subType')}
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

interface FieldProps extends TicketFormProps {
  readonly name: 'callerName' | 'callerPhone' | 'address';
}

const lengths = { callerName: 60, callerPhone: 40, address: 200 } as const;

function Field({ name, draft, catalog, missing, onEdit }: FieldProps): ReactNode {
  const { t } = useTranslation('tickets');
  const required = findType(catalog, draft.type)?.required ?? [];
  const isRequired = required.some((field) => field === name);
  return (
    <label className="field">
      <span>
        {t(`field.${name}`)}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </span>
      <input
        className={name === 'callerPhone' ? 'input num' : 'input'}
        name={name}
        maxLength={lengths[name]}
        value={draft[name]}
        aria-required={isRequired}
        aria-invalid={missing.includes(name)}
        autoComplete="off"
        onChange={(event) => {
          onEdit({ [name]: event.target.value });
        }}
      />
    </label>
  );
}

function AreaField({ catalog, draft, missing, onEdit }: TicketFormProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  return (
    <label className="field">
      {t('field.area')}
      <select
        className="input"
        name="area"
        value={draft.area}
        aria-invalid={missing.includes('area')}
        onChange={(event) => {
          onEdit({ area: event.target.value });
        }}
      >
        <option value="">{t('areaUnknown')}</option>
        {catalog.areas.map((area) => (
          <option key={area.id} value={area.id}>
            {labelIn(area.label, i18n.language)}
          </option>
        ))}
      </select>
    </label>
  );
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
