import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import type { PracticeStore } from './practice-store.ts';

/** The newest lines; an older one can be asked for again. */
const linesShown = 3;

/** What the practice caller says, in his script with its meaning: there is no recorded Tibetan voice yet. */
export function Captions({ store }: { readonly store: PracticeStore }): ReactNode {
  const { t } = useTranslation('phone');
  const captions = useStore(store, (state) => state.captions);
  if (captions.length === 0) return null;
  return (
    <section className="captions" aria-label={t('captions')} aria-live="polite" data-testid="captions">
      <h2 className="heading">
        {t('captions')}
        <Button className="push" kind="quiet" keyHint="Alt R" onClick={store.actions.repeatLine}>
          {t('sayAgain')}
        </Button>
      </h2>
      <div className="caption-lines">
        {captions.slice(-linesShown).map((caption) => (
          <p key={`${String(caption.lineIndex)}-${String(caption.at)}`}>
            <ScriptText as="span" lang={caption.lang} className="caption-text">
              {caption.text}
            </ScriptText>
            {caption.gloss !== caption.text ? <span className="quiet">{caption.gloss}</span> : null}
          </p>
        ))}
      </div>
    </section>
  );
}
