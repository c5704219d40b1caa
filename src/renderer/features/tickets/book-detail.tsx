import { useEffect, type ReactNode } from 'react';
import type { TicketDetail } from '../../../shared/domain/ticket-book.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { formatLocalMinute } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AdditionKeys, type AdditionKeysProps } from './addition-keys.tsx';
import { AdditionList } from './addition-list.tsx';
import type { AdditionStore } from './addition-store.ts';
import { AttachmentProgress } from './attachment-progress.tsx';
import type { AttachmentStore } from './attachment-store.ts';
import { DueClock } from './due-clock.tsx';
import { areaText, subTypeText } from './labels.ts';
import { Refused } from './refused.tsx';
import { Returned } from './returned.tsx';
import { syncTones } from './sync-tones.ts';

export interface BookDetailProps {
  readonly ticket: TicketDetail;
  readonly catalog: TicketCatalog | undefined;
  readonly forms: readonly TicketForm[];
  readonly files: AttachmentStore;
  readonly additions: AdditionStore;
  readonly onAdd: AdditionKeysProps['onAdd'];
  readonly onReopen: (id: TicketId) => void;
  readonly onRetry: (id: TicketId) => void;
  readonly onCompare: ((id: TicketId) => void) | undefined;
}

/** One ticket of the list: what was promised, what became of it, what was written; the number stays masked. */
export function BookDetail(props: BookDetailProps): ReactNode {
  const { ticket, catalog, forms, files, additions, onAdd, onReopen, onRetry, onCompare } = props;
  const { t, i18n } = useTranslation(['tickets', 'book', 'phrases']);
  const { type, status, sync, dueAt, submittedAt, callerName, maskedPhone, area, address, description } = ticket;
  // Those of the newest tickets are known; of an older one nobody has asked.
  useEffect(() => void files.getState().load([ticket.id]), [files, ticket.id]);
  return (
    <section className="book-detail" aria-label={t('book:detail')} data-testid="book-detail">
      <div className="row">
        <h3 className="num">{ticket.number}</h3>
        <span className="push book-tags">
          <Tag tone={status === 'returned' ? 'danger' : 'plain'}>{t(`tickets:status.${status}`)}</Tag>
          <Tag tone={syncTones[sync]}>{t(`tickets:sync.${sync}`)}</Tag>
        </span>
      </div>
      <p>
        {t(`tickets:type.${type}`)} · {subTypeText(catalog, type, ticket.subType, i18n.language)}
      </p>
      {dueAt !== undefined && isOpenStatus(status) ? <DueClock dueAt={dueAt} since={submittedAt} /> : null}
      {status === 'returned' ? <Returned ticket={ticket} onReopen={onReopen} /> : null}
      {ticket.refusal ? <Refused {...{ ticket, forms, onReopen, onRetry, onCompare }} /> : null}
      {ticket.refusal ? null : <AdditionKeys ticket={ticket} onAdd={onAdd} />}
      <dl className="facts">
        <Fact name={t('book:submittedAt')} text={formatLocalMinute(submittedAt)} isNumber />
        {dueAt === undefined ? null : <Fact name={t('tickets:field.dueAt')} text={formatLocalMinute(dueAt)} isNumber />}
        <Fact name={t('tickets:field.priority')} text={t(`tickets:priority.${ticket.priority}`)} />
        <Fact name={t('tickets:field.callerName')} text={callerName} />
        <Fact name={t('tickets:field.callerPhone')} text={maskedPhone} isNumber />
        {ticket.language === undefined ? null : (
          <Fact name={t('book:language')} text={t(`phrases:language.${ticket.language}`)} />
        )}
        <Fact name={t('tickets:field.area')} text={area === '' ? '' : areaText(catalog, area, i18n.language)} />
        <Fact name={t('tickets:field.address')} text={address} />
      </dl>
      <h4 className="heading">{t('tickets:field.description')}</h4>
      {description === '' ? (
        <p className="quiet small">{t('book:noDescription')}</p>
      ) : (
        <ScriptText as="p" lang={langByScript(description)} className="book-text">
          {description}
        </ScriptText>
      )}
      <AttachmentProgress store={files} ticketId={ticket.id} />
      <AdditionList store={additions} ticketId={ticket.id} />
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly text: string;
  readonly isNumber?: boolean;
}

function Fact({ name, text, isNumber = false }: FactProps): ReactNode {
  if (text === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd className={isNumber ? 'num' : undefined}>
        <ScriptText as="span" lang={langByScript(text)}>
          {text}
        </ScriptText>
      </dd>
    </>
  );
}
