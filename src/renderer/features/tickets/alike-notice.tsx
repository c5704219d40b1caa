import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketState as OpenTicket } from '../../../shared/domain/customer.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketTypeSchema } from '../../../shared/domain/ticket.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeyLabel } from '../../ui/key-labels.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { subTypeText } from './labels.ts';

export interface AlikeNoticeProps {
  readonly catalog: TicketCatalog;
  readonly tickets: readonly OpenTicket[];
  readonly onExpedite: (ticket: OpenTicket) => void;
}

/** The caller has something like it open already: expedite that, or submit all the same by the same key. */
export function AlikeNotice({ catalog, tickets, onExpedite }: AlikeNoticeProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const submitKey = useKeyLabel('Ctrl ↵');
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div ref={notice} className="alike" role="alert" data-testid="alike">
      <p>{t('alike', { submitKey })}</p>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.id} className="row">
            <span className="grow">
              <b className="num">{ticket.number}</b> {openTicketText(t, catalog, ticket, i18n.language)} ·{' '}
              {t(`status.${ticket.status}`)} ·{' '}
              <span className="num">{formatDateTime(i18n.language, ticket.createdAt)}</span>
              <br />
              <ScriptText lang="zh-Hans" className="quiet">
                <LinkedText text={ticket.summary} />
              </ScriptText>
            </span>
            <Button
              onClick={() => {
                onExpedite(ticket);
              }}
            >
              {t('expediteThis')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Its type and sub-type. */
export function openTicketText(
  t: ReturnType<typeof useTranslation<'tickets'>>['t'],
  catalog: TicketCatalog,
  { type, subType }: OpenTicket,
  locale: string,
): string {
  const known = ticketTypeSchema.safeParse(type);
  if (!known.success) return type;
  return `${t(`type.${known.data}`)} · ${subTypeText(catalog, known.data, subType, locale)}`;
}
