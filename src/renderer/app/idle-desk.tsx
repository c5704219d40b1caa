import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { MyDay } from '../features/history/my-day.tsx';
import { Button } from '../ui/button.tsx';
import { useKeyLabel } from '../ui/key-labels.ts';
import { RestNudgeSlot } from './care-parts.tsx';
import { NoticeList } from './notice-list.tsx';
import { DeskTasks } from './task-work.tsx';
import { useCallBack } from './call-back.ts';
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
  const callBackOf = useCallBack(stores);
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
      <RestNudgeSlot stores={stores} />
      <DeskTasks stores={stores} />
      <MyDay store={stores.history} isPractice={isDemo} callBackOf={callBackOf} />
      {isDemo ? <DemoGuide /> : null}
      <NoticeList stores={stores} />
    </div>
  );
}

function DemoGuide(): ReactNode {
  const { t } = useTranslation();
  const [answer, sayNow] = [useKeyLabel('F2'), useKeyLabel('Alt S')];
  const [search, newTicket, submitTicket] = [useKeyLabel('Ctrl K'), useKeyLabel('Alt T'), useKeyLabel('Ctrl ↵')];
  return (
    <section className="idle-card" data-kind="guide">
      <h2 className="heading">{t('demoGuide')}</h2>
      <ol className="article-list">
        <li>{t('demoGuide1')}</li>
        <li>{t('demoGuide2', { answer, sayNow })}</li>
        <li>{t('demoGuide3', { search, newTicket, submitTicket })}</li>
        <li>{t('demoGuide4')}</li>
      </ol>
    </section>
  );
}
