import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CallRow } from '../../../shared/domain/call-history.ts';
import { Tag } from '../../ui/tag.tsx';

/** What came of a call, in a word or two. */
export function CallOutcome({ row }: { readonly row: CallRow }): ReactNode {
  const { t } = useTranslation(['history', 'phone']);
  if (row.endedAt === undefined) return <Tag tone="call">{t('history:running')}</Tag>;
  if (row.isMissed) return <Tag tone={row.isDismissed ? 'plain' : 'danger'}>{t('history:missedOne')}</Tag>;
  if (row.answeredAt === undefined) return <Tag>{t(`phone:endReason.${row.endReason ?? 'pageClosed'}`)}</Tag>;
  if (row.disposition === undefined) return <Tag tone="hold">{t('history:noDisposition')}</Tag>;
  return (
    <Tag tone={row.isDispositionConfirmed === false ? 'hold' : 'plain'}>
      {t(`phone:disposition.${row.disposition}`)}
      {row.isDispositionConfirmed === false ? ` · ${t('history:unconfirmed')}` : ''}
    </Tag>
  );
}

/** The agent can still say what came of it. */
export function isUnconfirmed(row: CallRow): boolean {
  return (
    row.answeredAt !== undefined &&
    row.wrappedUpAt !== undefined &&
    (row.disposition === undefined || row.isDispositionConfirmed === false)
  );
}
