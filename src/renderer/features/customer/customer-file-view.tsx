import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CustomerField, FieldValue } from '../../../shared/domain/customer-changes.ts';
import type { CustomerConflict, CustomerFile } from '../../../shared/domain/customer-file.ts';
import { callerLanguageSchema } from '../../../shared/domain/language.ts';
import { maskNumber } from '../../../shared/text/mask-number.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { LinkedText } from '../../ui/linked-text.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import type { DialNumber, Reveal } from './masked.tsx';

export interface CustomerFileViewProps {
  readonly file: CustomerFile;
  readonly toArea: (area: string) => string;
  readonly reveal: Reveal;
  readonly onDial: DialNumber | undefined;
  readonly onCorrect: () => void;
  /** Absent while there is no call, or when it is this customer's already. */
  readonly onAttach: (() => void) | undefined;
  readonly onResolve: (field: CustomerField, keep: 'mine' | 'theirs') => void;
  readonly onSettleRefused: (action: 'retry' | 'discard') => void;
}

/** A customer's file: what waits for a decision first, then the record, then what happened. */
export function CustomerFileView(props: CustomerFileViewProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  const { file, toArea, reveal, onDial, onCorrect, onAttach } = props;
  const { customer, unsent, openTickets, recentCalls } = file;
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    first.current?.querySelector('button')?.focus();
  }, [customer.id]);
  return (
    <div className="customer-file" data-testid="customer-file">
      <section className="pane" aria-label={customer.name}>
        <h2 className="heading file-name">
          <ScriptText lang={langByScript(customer.name)}>
            {customer.name} {customer.salutation}
          </ScriptText>
          {customer.isSpecialHandling ? <Tag tone="danger">{t('specialHandling')}</Tag> : null}
          {unsent.length > 0 ? <Tag tone="hold">{t('unsent')}</Tag> : null}
        </h2>
        <CustomerFacts
          key={customer.id}
          customer={customer}
          areaText={customer.area === undefined ? undefined : toArea(customer.area)}
          reveal={reveal}
          onDial={onDial}
          isWhole
        />
        <div ref={first} className="card-actions">
          {onAttach ? (
            <Button kind="primary" onClick={onAttach}>
              {t('attach')}
            </Button>
          ) : null}
          <Button onClick={onCorrect}>{t('correct')}</Button>
        </div>
      </section>
      <Decisions {...props} />
      {openTickets.length > 0 ? (
        <section className="pane" aria-label={t('openTickets')}>
          <h2 className="heading">{t('openTickets')}</h2>
          {openTickets.map((ticket) => (
            <p key={ticket.id} className="small">
              <span className="num quiet">{ticket.number}</span>{' '}
              <ScriptText lang={langByScript(ticket.summary)}>
                <LinkedText text={ticket.summary} />
              </ScriptText>
            </p>
          ))}
        </section>
      ) : null}
      {recentCalls.length > 0 ? (
        <section className="pane" aria-label={t('recentCalls')}>
          <h2 className="heading">{t('recentCalls')}</h2>
          <ul className="small recent-calls">
            {recentCalls.slice(0, 4).map((call) => (
              <li key={call.id}>
                <span className="num quiet">{formatDateTime(i18n.language, call.at)}</span>
                <ScriptText lang={langByScript(call.topic)}>
                  <LinkedText text={call.topic} />
                </ScriptText>
                <span className="quiet num">{t('byAgent', { agentNo: call.agentNo })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Decisions({ file, toArea, onResolve, onSettleRefused }: CustomerFileViewProps): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <>
      {file.refusal ? (
        <section className="pane decision" role="group" aria-label={t('refused')}>
          <p className="small">{t('refusedHint', { code: file.refusal.code })}</p>
          <div className="card-actions">
            <Button
              onClick={() => {
                onSettleRefused('retry');
              }}
            >
              {t('sendAgain')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                onSettleRefused('discard');
              }}
            >
              {t('giveUp')}
            </Button>
          </div>
        </section>
      ) : null}
      {file.conflicts.map((conflict) => (
        <ConflictBox key={conflict.field} conflict={conflict} toArea={toArea} onResolve={onResolve} />
      ))}
    </>
  );
}

interface ConflictBoxProps {
  readonly conflict: CustomerConflict;
  readonly toArea: (area: string) => string;
  readonly onResolve: CustomerFileViewProps['onResolve'];
}

/** Both values of a field, side by side, and nothing decided for the agent. */
function ConflictBox({ conflict, toArea, onResolve }: ConflictBoxProps): ReactNode {
  const { t } = useTranslation(['customer', 'phrases']);
  const { field, mine, theirs } = conflict;
  const textOf = (value: FieldValue): string => {
    if (value === null || value === '' || value.length === 0) return t('customer:empty');
    if (typeof value !== 'string') return value.map(maskNumber).join(' · ');
    if (field === 'accountNo') return maskNumber(value);
    if (field === 'area') return toArea(value);
    const language = field === 'language' ? callerLanguageSchema.safeParse(value).data : undefined;
    return language === undefined ? value : t(`phrases:language.${language}`);
  };
  const choices = [
    { keep: 'mine', label: t('customer:keepMine'), value: textOf(mine) },
    { keep: 'theirs', label: t('customer:keepTheirs'), value: textOf(theirs) },
  ] as const;
  return (
    <section
      className="pane decision"
      role="group"
      aria-label={t('customer:conflict', { field: t(`customer:form.${field}`) })}
      data-testid={`conflict-${field}`}
    >
      <h2 className="heading">{t('customer:conflict', { field: t(`customer:form.${field}`) })}</h2>
      {choices.map(({ keep, label, value }) => (
        <Button
          key={keep}
          className="choice"
          onClick={() => {
            onResolve(field, keep);
          }}
        >
          <span className="quiet small">{label}</span>
          <ScriptText lang={langByScript(value)}>{value}</ScriptText>
        </Button>
      ))}
    </section>
  );
}
