import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import type { SelfTest as SelfTestState, SoundStore } from './sound-store.ts';

/** A call to oneself, and in words what came of it. */
export function SelfTest({ store, isOnCall }: { readonly store: SoundStore; readonly isOnCall: boolean }): ReactNode {
  const { t } = useTranslation('sound');
  const selfTest = useStore(store, (state) => state.selfTest);
  const isRunning = selfTest.kind === 'starting' || selfTest.kind === 'recording' || selfTest.kind === 'playing';
  return (
    <section className="sound-part self-test" data-testid="self-test" data-state={selfTest.kind}>
      <h3 className="heading">{t('selfTest')}</h3>
      <p className="quiet small">{isOnCall ? t('selfTestOnCall') : t('selfTestHint')}</p>
      <div className="row">
        <Button kind="primary" disabled={isOnCall || isRunning} onClick={store.actions.startTest}>
          {t('selfTestStart')}
        </Button>
        <p className="grow" role="status">
          <Outcome selfTest={selfTest} />
        </p>
      </div>
    </section>
  );
}

function Outcome({ selfTest }: { readonly selfTest: SelfTestState }): ReactNode {
  const { t } = useTranslation('sound');
  const errorText = useErrorText();
  switch (selfTest.kind) {
    case 'idle':
      return null;
    case 'starting':
    case 'recording':
    case 'playing':
      return t(`selfTest.${selfTest.kind}`);
    case 'done': {
      const { verdict, way } = selfTest.report;
      return (
        <span data-testid="verdict" data-verdict={verdict}>
          {t(`verdict.${verdict}`)}
          {way === 'direct' ? ` ${t('selfTestDirect')}` : ''}
        </span>
      );
    }
    case 'failed':
      return errorText(selfTest.error);
  }
}
