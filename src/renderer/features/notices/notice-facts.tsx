import i18next from 'i18next';
import type { ReactNode } from 'react';
import type { Notice } from '../../../shared/domain/notice.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';

export interface NoticeFactsProps {
  readonly notice: Notice;
  readonly areaText: (area: string) => string;
  /** Into the ticket of the call; absent where there is none. */
  readonly onWrite?: ((line: string) => void) | undefined;
}

/** Where it holds, why, and when it is expected to be over: what callers ask. */
export function NoticeFacts({ notice, areaText, onWrite }: NoticeFactsProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  const { areas, cause, restoration } = notice;
  const why = causeOf(cause);
  return (
    <div className="row notice-facts small">
      <span>{areas.length === 0 ? t('noticeEverywhere') : areas.map(areaText).join(t('noticeAreaJoint'))}</span>
      {why ? (
        <span>
          {t('noticeCause')} <ScriptText lang={why.lang}>{why.text}</ScriptText>
        </span>
      ) : null}
      {restoration === undefined ? null : (
        <span className="num">{t('noticeRestored', { time: formatDateTime(i18n.language, restoration) })}</span>
      )}
      {onWrite ? (
        <Button
          kind="quiet"
          className="push"
          onClick={() => {
            onWrite(lineOf(notice));
          }}
        >
          {t('noticeToTicket')}
        </Button>
      ) : null}
    </div>
  );
}

/** As the agent reads it: Mandarin, else whatever language it was written in. */
function causeOf(cause: Notice['cause']): { lang: string; text: string } | undefined {
  const [lang, text] =
    Object.entries(cause ?? {}).sort(([a], [b]) => Number(b === 'zh-Hans') - Number(a === 'zh-Hans'))[0] ?? [];
  return lang !== undefined && text !== undefined ? { lang, text } : undefined;
}

/** Whoever works on tickets reads Mandarin. */
const recordLocale = 'zh-CN';

function lineOf(notice: Notice): string {
  const t = i18next.getFixedT(recordLocale, 'customer');
  const cause = notice.cause?.['zh-Hans'];
  const end = notice.restoration;
  return [
    t('noticeLine', { title: notice.title }),
    ...(cause === undefined ? [] : [t('noticeCause') + cause]),
    ...(end === undefined ? [] : [t('noticeRestored', { time: formatDateTime(recordLocale, end) })]),
  ].join(' ');
}
