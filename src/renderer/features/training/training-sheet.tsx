import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../../i18n/texts.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { markByKey } from './drill-marking.tsx';
import { DrillChoice, DrillPane, type DrillPaneProps } from './drill-pane.tsx';
import { recordByKey } from './drill-recording.tsx';
import { DrillProgress } from './drill-progress.tsx';
import { textOf } from './drill-store.ts';
import './training.css';

const panes = ['drill', 'progress', 'file', 'exam', 'pair'] as const;

export interface TrainingSheetProps extends DrillPaneProps {
  /** A key that is none of the listener's; true when it did something. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The training file of the centre; undefined at a desk whose training stays there. */
  readonly file: ReactNode;
  /** Its pass tests; undefined where there are none. */
  readonly exams: ReactNode;
  /** Its role-plays. */
  readonly pairs: ReactNode;
  readonly onClose: () => void;
}

/** 训练: texts to be read aloud, how that went over the weeks, the training file and pass tests. */
export function TrainingSheet(props: TrainingSheetProps): ReactNode {
  const { store, file, exams, pairs, onKey, onClose } = props;
  const isTold = file !== undefined;
  const ofCentre: Partial<Record<(typeof panes)[number], ReactNode>> = { file, exam: exams, pair: pairs };
  const { t } = useTranslation('training');
  const state = useStore(store);
  const { pane, results, lang, error } = state;
  const text = textOf(state);
  const body = useRef<HTMLDivElement>(null);
  const hasText = text !== undefined;
  useEffect(() => {
    // The texts come after the sheet: whoever did nothing yet stands on what closes it, and wants to begin.
    const close = body.current?.querySelector('button');
    if (hasText && document.activeElement === close) body.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [hasText]);
  const press = (event: KeyboardEvent): void => {
    const isWriting = (event.target as Element).matches('input:not([type="checkbox"]), select, textarea');
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (isWriting) return;
    const isDone =
      isPlain && pane === 'drill' && text ? markByKey(store, text, event) || recordByKey(props, event.key) : false;
    if (isDone || onKey(event)) event.preventDefault();
  };
  return (
    <Sheet label={t('sheet')} onClose={onClose} className="training-sheet">
      <div ref={body} className="training-body" onKeyDown={press}>
        <SheetHead title={t('sheet')} closeText={t('close')} onClose={onClose} />
        <p className="small quiet">{t(isTold ? 'toCentre' : 'staysHere')}</p>
        <div className="row" role="group" aria-label={t('panes')}>
          {panes
            .filter((each) => !(each in ofCentre) || ofCentre[each] !== undefined)
            .map((each) => (
              <button
                key={each}
                type="button"
                className="filter"
                aria-pressed={each === pane}
                data-testid={`training-pane-${each}`}
                onClick={() => store.actions.show(each)}
              >
                {t(`pane.${each}`)}
              </button>
            ))}
        </div>
        {pane === 'exam' || pane === 'pair' ? null : <DrillChoice store={store} />}
        <ErrorNote error={error} />
        {pane === 'drill' ? <DrillPane {...props} /> : null}
        {ofCentre[pane]}
        {pane === 'progress' && lang !== undefined ? (
          <DrillProgress results={results} lang={lang} now={Date.now()} />
        ) : null}
      </div>
    </Sheet>
  );
}
