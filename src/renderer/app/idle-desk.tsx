import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Notice } from '../../shared/domain/notice.ts';
import { MyDay } from '../features/history/my-day.tsx';
import { formatDateTime } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { ScriptText } from '../ui/script-text.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Stores } from './stores.ts';

export interface IdleDeskProps {
  readonly stores: Stores;
  readonly isDemo: boolean;
  readonly onToggleReady: () => void;
}

/** The middle column while no call is there: ready or not, and what the centre wants known. */
export function IdleDesk({ stores, isDemo, onToggleReady }: IdleDeskProps): ReactNode {
  const { t } = useTranslation();
  const agent = useStore(stores.phone, (state) => state.agent);
  const notices = useStore(stores.notices, (state) => state.notices);
  const isReady = agent.kind === 'READY';
  return (
    <div className="idle-desk">
      <section className="idle-card">
        <h2>{isReady ? t('idleReady') : t('idleNotReady')}</h2>
        <p className="quiet">{isReady ? t('idleReadyHint') : t('idleNotReadyHint')}</p>
        <Button kind={isReady ? 'plain' : 'primary'} keyHint="Alt Q" onClick={onToggleReady}>
          {isReady ? t('goNotReady') : t('goReady')}
        </Button>
      </section>
      <MyDay store={stores.history} isPractice={isDemo} />
      {isDemo ? (
        <section className="idle-card" data-kind="guide">
          <h2 className="heading">{t('demoGuide')}</h2>
          <ol className="article-list">
            <li>{t('demoGuide1')}</li>
            <li>{t('demoGuide2')}</li>
            <li>{t('demoGuide3')}</li>
            <li>{t('demoGuide4')}</li>
          </ol>
        </section>
      ) : null}
      {notices.length > 0 ? (
        <section aria-label={t('notices')}>
          <h2 className="heading">{t('notices')}</h2>
          {notices.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} />
          ))}
        </section>
      ) : null}
    </div>
  );
}

function NoticeItem({ notice }: { readonly notice: Notice }): ReactNode {
  const { t, i18n } = useTranslation('customer');
  return (
    <article className="notice-item">
      <div className="row">
        <Tag tone="hold">{t(`notice.${notice.kind}`)}</Tag>
        <ScriptText as="b" lang="zh-Hans">
          {notice.title}
        </ScriptText>
        <span className="push quiet small num">
          {t('noticeUntil', { time: formatDateTime(i18n.language, notice.validUntil) })}
        </span>
      </div>
      <ScriptText as="p" lang="zh-Hans" className="quiet small">
        {notice.body}
      </ScriptText>
    </article>
  );
}
