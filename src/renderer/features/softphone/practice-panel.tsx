import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { PracticeStore } from './practice-store.ts';

export interface PracticePanelProps {
  readonly store: PracticeStore;
  /** The phone can be rung: registered. */
  readonly canRing: boolean;
}

/** Callers one can practise with; each rings this desk through the real phone. */
export function PracticePanel({ store, canRing }: PracticePanelProps): ReactNode {
  const { t, i18n } = useTranslation('phone');
  const { scenarios, callers, error } = useStore(store);
  const busy = callers.filter(({ state }) => state.kind !== 'idle').map(({ scenario }) => scenario.id);
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  return (
    <section className="pane" aria-label={t('practice')}>
      <h2 className="heading">
        {t('practice')}
        {busy.length === 0 ? null : (
          <Button className="push" kind="quiet" onClick={() => void store.actions.cancel()}>
            {t('practiceCancel')}
          </Button>
        )}
      </h2>
      <ErrorNote error={error} />
      <div className="practice-list">
        {scenarios.map((scenario, index) => (
          <button
            key={scenario.id}
            type="button"
            className="practice-caller"
            data-testid={`practice-${scenario.id}`}
            aria-keyshortcuts={`Alt+${String(index + 1)}`}
            disabled={!canRing || busy.includes(scenario.id)}
            onClick={() => void store.actions.ring(scenario.id)}
          >
            <Icon name="answer" size={18} />
            <span className="grow">
              <b>{scenario.title[locale] ?? scenario.title['zh-CN']}</b>
              <span className="quiet small">{scenario.summary[locale] ?? scenario.summary['zh-CN']}</span>
              <Tag tone="draft">{t('draftScenario')}</Tag>
            </span>
            <Kbd>{`Alt ${String(index + 1)}`}</Kbd>
          </button>
        ))}
      </div>
    </section>
  );
}
