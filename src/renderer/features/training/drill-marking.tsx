import { useEffect, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ReadingText } from '../../../shared/domain/reading-text.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { unitsOf, type DrillStore, type DrillTool } from './drill-store.ts';

const tools: readonly { readonly tool: DrillTool; readonly key: string }[] = [
  { tool: 'misread', key: '1' },
  { tool: 'dropped', key: '2' },
  { tool: 'added', key: '3' },
  { tool: 'reached', key: '4' },
];

/** Units that one press of ↑ or ↓ goes on by. */
const leap = 10;

/** The keys of the listener; true when the press was one of them. */
export function markByKey(store: DrillStore, text: ReadingText, { key }: Pick<KeyboardEvent, 'key'>): boolean {
  const { cursor, stage } = store.getState();
  if (stage !== 'reading' && stage !== 'done') return false;
  const last = unitsOf(text).length - 1;
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: leap, ArrowUp: -leap };
  const step = steps[key];
  if (step !== undefined) {
    store.actions.moveTo(Math.min(last, Math.max(0, cursor + step)));
    return true;
  }
  const tool = tools.find((each) => each.key === key)?.tool;
  if (tool) {
    store.actions.use(tool);
    store.actions.mark(cursor, tool);
    return true;
  }
  if (key !== '0' && key !== 'Backspace') return false;
  store.actions.unmark(cursor);
  return true;
}

/** What a click says of a unit, and what stands at the one that the keys are at. */
export function DrillMarking({ store, text }: { readonly store: DrillStore; readonly text: ReadingText }): ReactNode {
  const { t } = useTranslation('training');
  const { tool, cursor, marks, stage } = useStore(store);
  useEffect(() => {
    document.querySelector(`[data-unit="${String(cursor)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  const here = marks.filter(({ at }) => at === cursor);
  const said = here.map(({ kind, count }) => t(`saidOf.${kind}`, { count })).join(t('join'));
  return (
    <div className="drill-marking">
      <div className="drill-tools" role="group" aria-label={t('tools')}>
        {tools
          .filter((each) => each.tool !== 'reached' || stage === 'done')
          .map(({ tool: each, key }) => (
            <button
              key={each}
              type="button"
              className="filter"
              aria-pressed={each === tool}
              data-testid={`tool-${each}`}
              onClick={() => store.actions.use(each)}
            >
              {t(`tool.${each}`)} <Kbd>{key}</Kbd>
            </button>
          ))}
      </div>
      <p className="small" role="status" data-testid="drill-cursor">
        {t('atUnit', {
          number: cursor + 1,
          unit: unitsOf(text)[cursor] ?? '',
          said: said === '' ? t('saidOf.none') : said,
        })}
      </p>
      <p className="small quiet">{t('howToMark')}</p>
    </div>
  );
}
