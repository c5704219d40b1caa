import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import { linesOf, type Scenario } from '../../../shared/domain/scenario.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PracticeFile } from './practice-file.tsx';
import type { PracticeFileStore } from './practice-file-store.ts';
import { PracticeFilterLine } from './practice-filter.tsx';
import { RecordingsLeftOut } from './recordings-left-out.tsx';
import { scenariosShown, type PracticeStore } from './practice-store.ts';

/** Those that have a key. */
const keyed = 9;

export interface PracticePanelProps {
  readonly store: PracticeStore;
  /** What was kept of calls before; left out beside a running call, where it would be in the way. */
  readonly file?: PracticeFileStore;
  /** Scores go to the centre. */
  readonly isTold: boolean;
  /** The phone can be rung: registered. */
  readonly canRing: boolean;
  /** What the procedure of this id is called on the screen; undefined where the desk has none of it. */
  readonly procedureTitle: (id: string) => ReactNode | undefined;
}

/** Callers one can practise with; each rings this desk through the real phone. */
export function PracticePanel({ store, file, isTold, canRing, procedureTitle }: PracticePanelProps): ReactNode {
  const { t, i18n } = useTranslation('phone');
  const state = useStore(store);
  const { callers, error, recordings } = state;
  const scenarios = scenariosShown(state);
  // Whoever puts a recording there sees it the next time that he looks at the list.
  useEffect(() => void store.actions.lookForRecordings(), [store]);
  const recordedOf = ({ id }: Scenario) => recordings.found.find(({ scenarioId }) => scenarioId === id)?.lines.length;
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
      <p className="practice-note">
        {t('practiceOnly')} {isTold ? t('practiceTold') : ''}
      </p>
      {file === undefined ? null : <PracticeFile store={file} scenarios={state.scenarios} />}
      <RecordingsLeftOut leftOut={recordings.leftOut} />
      <PracticeFilterLine store={store} />
      <ErrorNote error={error} />
      {scenarios.length === 0 && state.scenarios.length > 0 ? <p className="quiet">{t('practiceNone')}</p> : null}
      <div className="practice-list">
        {scenarios.map((scenario, index) => {
          const recorded = recordedOf(scenario);
          const procedure =
            scenario.needs.procedure === undefined ? undefined : procedureTitle(scenario.needs.procedure);
          return (
            <button
              key={scenario.id}
              type="button"
              className="practice-caller"
              data-testid={`practice-${scenario.id}`}
              {...(index < keyed ? { 'aria-keyshortcuts': `Alt+${String(index + 1)}` } : {})}
              disabled={!canRing || busy.includes(scenario.id)}
              onClick={() => void store.actions.ring(scenario.id)}
            >
              <Icon name="answer" size={18} />
              <span className="grow">
                <b>{scenario.title[locale] ?? scenario.title['zh-CN']}</b>
                <span className="quiet small">{scenario.summary[locale] ?? scenario.summary['zh-CN']}</span>
                <span className="row">
                  <Tag>{t(`language.${scenario.lang}`, { ns: 'phrases' })}</Tag>
                  <Tag>{t(`difficulty.${scenario.difficulty}`)}</Tag>
                  <Tag>{t(`mood.${scenario.mood}`)}</Tag>
                  {procedure === undefined ? null : (
                    <Tag>
                      {t('needsProcedure')} {procedure}
                    </Tag>
                  )}
                  {recorded === undefined ? null : (
                    <Tag tone="call">{t('recordedLines', { count: recorded, total: linesOf(scenario).length })}</Tag>
                  )}
                  <Tag tone="draft">{t('draftScenario')}</Tag>
                </span>
              </span>
              {index < keyed ? <Kbd>{`Alt ${String(index + 1)}`}</Kbd> : null}
            </button>
          );
        })}
      </div>
    </section>
  );
}
