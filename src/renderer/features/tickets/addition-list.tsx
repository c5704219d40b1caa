import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TicketAddition } from '../../../shared/domain/ticket-addition.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { AdditionStore } from './addition-store.ts';
import { wayOf } from './addition-way.ts';
import './additions.css';

const knownRefusals = [
  ...(['ticket.unknown', 'ticket.ended', 'sms.noPort', 'sms.notMobile', 'sms.foreignNumber'] as const),
  ...(['sms.textNotApproved', 'sms.textDiffers', 'sms.tooMany', 'sms.tooLate', 'mutation.badSignature'] as const),
] as const;
const knownReasons = ['gateway.away', 'gateway.silent', 'gateway.brokeOff', 'gateway.tooLong'] as const;
const knownStops = ['centre.stopped', 'centre.restored'] as const;

/** What was added to a ticket, oldest first, each with how far it got; nothing where there is nothing. */
export function AdditionList({
  store,
  ticketId,
}: {
  readonly store: AdditionStore;
  readonly ticketId: TicketId;
}): ReactNode {
  const { t } = useTranslation('additions');
  const list = useStore(store, ({ lists }) => lists[ticketId]);
  useEffect(() => void store.actions.look(ticketId), [store, ticketId]);
  if (!list || list.length === 0) return null;
  return (
    <section aria-label={t('list')}>
      <p className="heading">{t('list')}</p>
      <ul className="addition-list" data-testid="addition-list">
        {list.map((addition) => (
          <Addition
            key={addition.id}
            addition={addition}
            onSettle={(action) => void store.actions.settle(ticketId, addition.id, action)}
          />
        ))}
      </ul>
    </section>
  );
}

interface AdditionProps {
  readonly addition: TicketAddition;
  readonly onSettle: (action: 'retry' | 'discard') => void;
}

function Addition({ addition, onSettle }: AdditionProps): ReactNode {
  const { t, i18n } = useTranslation(['additions', 'tickets']);
  const { kind, by, at, text, sync, refusal } = addition;
  const code = knownRefusals.find((each) => each === refusal?.code);
  const way = wayOf(addition);
  return (
    <li data-testid={`addition-${kind}`} data-state={way}>
      <div className="row">
        <b>{t(`additions:kind.${kind}`)}</b>
        <span className="quiet small num">
          {formatDateTime(i18n.language, at)} · {by}
          {kind === 'sms' && addition.maskedNumber !== undefined ? ` · ${addition.maskedNumber}` : ''}
        </span>
        <span className="push">
          <Tag tone={way === 'refused' || way === 'unknown' ? 'danger' : way === 'handedOver' ? 'call' : 'plain'}>
            {t(`additions:way.${way}`)}
          </Tag>
        </span>
      </div>
      <ScriptText as="p" lang={langByScript(text)} className="addition-text">
        {text}
      </ScriptText>
      {kind === 'sms' && addition.reason !== undefined ? <Reason reason={addition.reason} /> : null}
      {sync === 'rejected' && refusal ? (
        <div className="refused" role="status">
          <span>
            {code
              ? t(`additions:refusal.${code}`)
              : t('additions:refusal.other', { code: refusal.code, field: refusal.field ?? '' })}
          </span>
          <Button
            onClick={() => {
              onSettle('retry');
            }}
          >
            {t('additions:retry')}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              onSettle('discard');
            }}
          >
            {t('additions:discard')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Reason({ reason }: { readonly reason: string }): ReactNode {
  const { t } = useTranslation('additions');
  const known = [...knownReasons, ...knownStops].find((each) => each === reason);
  return <p className="small quiet">{known ? t(`reason.${known}`) : t('reason.other', { code: reason })}</p>;
}
