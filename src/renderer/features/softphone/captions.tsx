import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { practiceCallerOf, type PracticeStore } from './practice-store.ts';

/** The newest lines; an older one can be asked for again. */
const linesShown = 3;

export interface CaptionsProps {
  readonly store: PracticeStore;
  /** The caller's, as the exchange of practice told it. */
  readonly number: string;
  /** Whom the caller is sent to, or has been: a name, as the card of the call says it. */
  readonly handOver?: { readonly to: string; readonly isOver: boolean } | undefined;
}

/** What the practice caller says, in his script with its meaning; of one whom a colleague plays, that he does. */
export function Captions({ store, number, handOver }: CaptionsProps): ReactNode {
  const { t } = useTranslation('phone');
  const caller = useStore(store, (state) => practiceCallerOf(state, number));
  if (!caller) return null;
  const { captions, scenario, state, isPlayed } = caller;
  const ofHandOver = handOver && t(handOver.isOver ? 'callerHandedOver' : 'callerOnTheWay', { name: handOver.to });
  const note = isPlayed ? 'playedRunning' : state.kind === 'callingAgain' ? 'callingAgain' : 'practiceRunning';
  return (
    <section className="captions" aria-label={t('captions')} aria-live="polite" data-testid="captions">
      <h2 className="heading">
        {t(isPlayed ? 'playedTitle' : 'captions')}
        {state.kind === 'idle' ? null : (
          <Button
            className="push"
            kind="quiet"
            keyHint="Alt R"
            onClick={() => {
              store.actions.repeatLine(scenario.id);
            }}
          >
            {t('sayAgain')}
          </Button>
        )}
      </h2>
      <p className="practice-note" data-testid="practice-note">
        {ofHandOver ?? t(note)}
      </p>
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
