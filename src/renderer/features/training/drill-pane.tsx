import { useMemo, type MouseEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { readingSizes, type ReadingText } from '../../../shared/domain/reading-text.ts';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { DrillFigures } from './drill-figures.tsx';
import { DrillMarking } from './drill-marking.tsx';
import type { DrillRecorder } from './drill-recorder.ts';
import { DrillRecording, RecordingOn } from './drill-recording.tsx';
import { textOf, type DrillStore } from './drill-store.ts';
import { drillPieces } from './drill-text.tsx';

export interface DrillPaneProps {
  readonly store: DrillStore;
  readonly recorder: DrillRecorder;
  /** The text in the teleprompter, its clauses drawn as these pieces. */
  readonly prompter: (text: ReadingText, pieces: readonly ReactNode[]) => ReactNode;
  /** How the reader speaks now. */
  readonly coach: ReactNode;
  /** What he wants to come to, besides his pace. */
  readonly targets: ReactNode;
  readonly onBegin: () => void;
  readonly onEnd: () => void;
}

/** One text, read aloud by one and listened to by another. */
export function DrillPane(props: DrillPaneProps): ReactNode {
  const { store, recorder, prompter, coach, targets } = props;
  const { t } = useTranslation('training');
  const state = useStore(store);
  const { stage, marks, cursor, result, slip, noVoice, wasInterrupted } = state;
  const text = textOf(state);
  const isUnderWay = stage === 'reading' || stage === 'opening';
  const reached = result?.reached;
  const shownCursor = stage === 'reading' || stage === 'done' ? cursor : undefined;
  const pieces = useMemo(
    () => (text ? drillPieces(text, marks, shownCursor, reached) : []),
    [text, marks, shownCursor, reached],
  );
  const point = (event: MouseEvent): void => {
    const at = (event.target as Element).closest('[data-unit]')?.getAttribute('data-unit');
    if (at !== null && at !== undefined && shownCursor !== undefined) store.actions.mark(Number(at), state.tool);
  };
  if (!text) return <p className="quiet drill-none">{t('noText')}</p>;
  return (
    <div className="drill">
      <div className="drill-main">
        <p className="row">
          <Tag tone={text.status === 'draft' ? 'draft' : 'plain'}>{t(`status.${text.status}`)}</Tag>
          <span className="small quiet">{t('clock')}</span>
        </p>
        {wasInterrupted ? (
          <p className="message" data-tone="hold" role="alert">
            {t('interrupted')}
          </p>
        ) : null}
        {slip !== undefined && stage === 'done' ? (
          <p className="message" data-tone="hold" role="alert" data-testid="drill-slip">
            {t(`slip.${slip}`)}
          </p>
        ) : null}
        {noVoice && isUnderWay ? (
          <p className="message" data-tone="hold" role="alert" data-testid="no-voice">
            {t('noVoice')}
          </p>
        ) : null}
        <RecordingOn recorder={recorder} />
        <div className="drill-text" data-stage={stage} data-testid="drill-text" onClick={point}>
          {prompter(text, pieces)}
        </div>
      </div>
      <aside className="drill-side">
        <DrillKeys {...props} />
        {stage === 'ready' ? targets : null}
        <DrillRecording store={store} recorder={recorder} />
        {isUnderWay && !noVoice ? coach : null}
        {stage === 'reading' || stage === 'done' ? <DrillMarking store={store} text={text} /> : null}
        {result && stage === 'done' ? <DrillFigures result={result} /> : null}
      </aside>
    </div>
  );
}

/** Begins and ends it: one button, so that the key stays where it is. */
function DrillKeys({ store, onBegin, onEnd }: DrillPaneProps): ReactNode {
  const { t } = useTranslation('training');
  const { stage } = useStore(store);
  const press = { ready: onBegin, opening: () => undefined, reading: onEnd, done: store.actions.again };
  return (
    <Button
      kind="primary"
      data-first
      data-testid="drill-go"
      data-stage={stage}
      aria-disabled={stage === 'opening'}
      onClick={press[stage]}
    >
      {t(`go.${stage}`)}
    </Button>
  );
}

/** Which text, and whether somebody listens. */
export function DrillChoice({ store }: { readonly store: DrillStore }): ReactNode {
  const { t } = useTranslation(['training', 'phrases']);
  const { lang, size, stage, isHeard, listener, pane } = useStore(store);
  const isFixed = stage === 'reading' || stage === 'opening';
  return (
    <div className="row drill-choice">
      <label className="row">
        <span className="small quiet">{t('training:language')}</span>
        <select
          className="input"
          name="drillLanguage"
          disabled={isFixed}
          value={lang}
          onChange={({ target }) => store.actions.choose({ lang: target.value })}
        >
          {callerLanguages().map((known) => (
            <option key={known} value={known}>
              {t(`phrases:language.${known}`)}
            </option>
          ))}
        </select>
      </label>
      {pane !== 'drill' ? null : (
        <>
          <span className="row" role="group" aria-label={t('training:text')}>
            {readingSizes.map((each) => (
              <button
                key={each}
                type="button"
                className="filter"
                disabled={isFixed}
                aria-pressed={each === size}
                data-testid={`size-${each}`}
                onClick={() => store.actions.choose({ size: each })}
              >
                {t(`training:size.${each}`)}
              </button>
            ))}
          </span>
          <label className="row push">
            <input
              type="checkbox"
              name="isHeard"
              checked={isHeard}
              onChange={({ target }) => store.actions.hear({ isHeard: target.checked })}
            />
            {t('training:isHeard')}
          </label>
          {isHeard ? (
            <label className="row">
              <span className="small quiet">{t('training:listener')}</span>
              <input
                className="input"
                name="drillListener"
                maxLength={40}
                autoComplete="off"
                value={listener}
                onChange={({ target }) => store.actions.hear({ listener: target.value })}
              />
            </label>
          ) : null}
        </>
      )}
    </div>
  );
}
