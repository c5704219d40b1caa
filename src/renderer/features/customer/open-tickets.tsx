import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketState } from '../../../shared/domain/customer.ts';
import type { ScreenPop } from '../../../shared/ipc/contract.ts';
import { formatDateTime, formatSpan } from '../../i18n/format.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';

export interface OpenTicketsProps {
  readonly pop: ScreenPop;
  readonly now: number;
  readonly typeText: (type: string) => string;
  readonly statusText: (status: TicketState['status']) => string;
  /** What can be done with a ticket. */
  readonly keysOf: (ticket: TicketState) => ReactNode;
  /** Where a notice holds, why and how long. */
  readonly noticeFacts: (notice: ScreenPop['notices'][number]) => ReactNode;
}

/** The caller's open tickets, last calls and the notices for his area. */
export function OpenTickets({ pop, now, typeText, statusText, keysOf, noticeFacts }: OpenTicketsProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  return (
    <>
      <section className="pane" aria-label={t('openTickets')} data-testid="open-tickets">
        <h2 className="heading">
          {t('openTickets')}
          {pop.callsInTwoDays >= 2 ? <Tag tone="hold">{t('callsInTwoDays', { count: pop.callsInTwoDays })}</Tag> : null}
        </h2>
        {pop.openTickets.length === 0 ? <p className="quiet small">{t('noOpenTickets')}</p> : null}
        {pop.openTickets.map((ticket) => (
          <div key={ticket.id} className="open-ticket">
            <div className="row">
              <b>{typeText(ticket.type)}</b>
              <span className="num quiet">{ticket.number}</span>
              <span className="push">
                {ticket.expedites === undefined ? null : (
                  <Tag tone="hold">{t('expedited', { times: ticket.expedites })}</Tag>
                )}
                <DueTag ticket={ticket} now={now} statusText={statusText} />
              </span>
            </div>
            <div className="quiet">
              <ScriptText lang="zh-Hans">
                <LinkedText text={ticket.summary} />
              </ScriptText>{' '}
              · {statusText(ticket.status)} ·{' '}
              <span className="num">{formatDateTime(i18n.language, ticket.createdAt)}</span>
              {ticket.files === undefined ? null : ` · ${t('files', { files: ticket.files })}`}
              {ticket.supplements === undefined ? null : ` · ${t('supplements', { count: ticket.supplements.length })}`}
            </div>
            {keysOf(ticket)}
          </div>
        ))}
      </section>
      {pop.notices.map((notice) => (
        <details key={notice.id} className="pane notice-line" data-kind={notice.kind}>
          <summary>
            <Tag tone="hold">{t(`notice.${notice.kind}`)}</Tag> <ScriptText lang="zh-Hans">{notice.title}</ScriptText>
          </summary>
          <ScriptText as="p" lang="zh-Hans" className="quiet small">
            <LinkedText text={notice.body} />
          </ScriptText>
          {noticeFacts(notice)}
        </details>
      ))}
      {pop.recentCalls.length > 0 ? (
        <section className="pane" aria-label={t('recentCalls')}>
          <h2 className="heading">{t('recentCalls')}</h2>
          <ul className="small recent-calls">
            {pop.recentCalls.slice(0, 4).map((call) => (
              <li key={call.id}>
                <span className="num quiet">{formatDateTime(i18n.language, call.at)}</span>
                <ScriptText lang="zh-Hans">
                  <LinkedText text={call.topic} />
                </ScriptText>
                <span className="quiet num">{t('byAgent', { agentNo: call.agentNo })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function DueTag({
  ticket,
  now,
  statusText,
}: {
  readonly ticket: TicketState;
  readonly now: number;
  readonly statusText: OpenTicketsProps['statusText'];
}): ReactNode {
  const { t } = useTranslation('customer');
  if (ticket.dueAt === undefined) return <Tag>{statusText(ticket.status)}</Tag>;
  const left = ticket.dueAt - now;
  if (left < 0) return <Tag tone="danger">{t('overdue', { duration: formatSpan(-left) })}</Tag>;
  return <Tag tone="hold">{t('dueIn', { duration: formatSpan(left) })}</Tag>;
}
