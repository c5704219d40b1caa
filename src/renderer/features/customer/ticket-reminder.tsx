import type { ReactNode } from 'react';
import type { TicketState } from '../../../shared/domain/customer.ts';
import { isOpenStatus } from '../../../shared/domain/ticket-status.ts';
import { formatDateTime, formatSpan } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Tag } from '../../ui/tag.tsx';

export interface TicketReminderProps {
  /** What the caller has open, newest first, whoever took it. */
  readonly tickets: readonly TicketState[];
  /** Of these the one that the line speaks of. */
  readonly about: TicketState | undefined;
  readonly now: number;
  readonly typeText: (type: string) => string;
  readonly statusText: (status: TicketState['status']) => string;
  /** The line that tells how far it is; absent where the call is not there yet. */
  readonly children: ReactNode;
}

/** 来电人有未结工单: how many, the newest, where it stands and by when; below what to tell him. */
export function TicketReminder({
  tickets,
  about,
  now,
  typeText,
  statusText,
  children,
}: TicketReminderProps): ReactNode {
  const { t } = useTranslation('customer');
  const open = tickets.filter(({ status }) => isOpenStatus(status));
  const [newest] = open;
  if (!newest) return null;
  const isOther = about !== undefined && about.id !== newest.id;
  return (
    <section className="pane ticket-reminder" aria-label={t('reminder')} tabIndex={-1} data-testid="ticket-reminder">
      <h2 className="heading">
        {t('reminderCount', { count: open.length })}
        <span className="push">
          <Kbd>Alt ⇧ V</Kbd>
        </span>
      </h2>
      <Standing label={isOther ? t('newest') : undefined} {...{ now, typeText, statusText }} ticket={newest} />
      {isOther ? <Standing label={t('mostUrgent')} {...{ now, typeText, statusText }} ticket={about} /> : null}
      {children}
    </section>
  );
}

interface StandingProps extends Pick<TicketReminderProps, 'now' | 'typeText' | 'statusText'> {
  readonly ticket: TicketState;
  readonly label: string | undefined;
}

function Standing({ ticket, label, now, typeText, statusText }: StandingProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  const { dueAt } = ticket;
  const due = dueAt === undefined ? undefined : formatDateTime(i18n.language, dueAt);
  return (
    <p className="standing">
      {label === undefined ? null : <span className="quiet">{label} </span>}
      <b className="num">{ticket.number}</b> {typeText(ticket.type)} · {statusText(ticket.status)}
      {dueAt === undefined || due === undefined ? null : (
        <>
          {' · '}
          <span className="num">{t('dueBy', { time: due })}</span>{' '}
          <Tag tone={dueAt < now ? 'danger' : 'hold'}>
            {dueAt < now
              ? t('overdue', { duration: formatSpan(now - dueAt) })
              : t('dueIn', { duration: formatSpan(dueAt - now) })}
          </Tag>
        </>
      )}
    </p>
  );
}
