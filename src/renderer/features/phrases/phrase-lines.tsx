import { memo, useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Choice, StepView } from './phrase-choice.ts';
import { useIsPainted } from '../../ui/use-is-painted.ts';
import { PhraseRow } from './phrase-row.tsx';
import { SaidList, type SaidLine } from './said-list.tsx';

export interface PhraseLinesProps {
  readonly choice: Choice;
  readonly said: readonly SaidLine[];
  readonly onSay: (id: string) => void;
  readonly onTakeBack: (id: string) => void;
}

/** What may come after the line on top. It is drawn after that line, for which somebody waits. */
export function PhraseLines({ choice, said, onSay, onTakeBack }: PhraseLinesProps): ReactNode {
  const isPainted = useIsPainted();
  const laterChoice = useDeferredValue(choice);
  const laterSaid = useDeferredValue(said);
  if (!isPainted) return null;
  return <Lines choice={laterChoice} said={laterSaid} onSay={onSay} onTakeBack={onTakeBack} />;
}

const Lines = memo(function Lines({ choice, said, onSay, onTakeBack }: PhraseLinesProps): ReactNode {
  return (
    <>
      <Steps steps={choice.steps} />
      <div className="phrase-list">
        {choice.next.map((line, index) => (
          <PhraseRow key={line.id} view={line} keyHint={index < 9 ? String(index + 1) : undefined} onSay={onSay} />
        ))}
        <MoreLines choice={choice} onSay={onSay} />
        <SaidList lines={said} onTakeBack={onTakeBack} />
      </div>
    </>
  );
});

function Steps({ steps }: { readonly steps: readonly StepView[] }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <ol className="steps" aria-label={t('course')}>
      {steps.map((step, index) => (
        <li key={step.kind} data-done={step.isDone} aria-current={step.isNow ? 'step' : undefined}>
          <span className="step-mark" aria-hidden="true">
            {step.isDone ? '✓' : String(index + 1)}
          </span>
          {t(`step.${step.kind}`)}
          {step.isDone ? <span className="visually-hidden">{t('stepDone')}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** Everything that is not a next step, behind one key: few callers need it, and it may be long. */
function MoreLines({ choice, onSay }: Pick<PhraseLinesProps, 'choice' | 'onSay'>): ReactNode {
  const { t } = useTranslation('phrases');
  const [isOpen, setIsOpen] = useState(false);
  if (choice.more.length === 0) return null;
  return (
    <details
      className="more-lines"
      open={isOpen}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('moreLines', { count: choice.more.length })}</summary>
      {isOpen
        ? choice.more.map((line) => (
            <PhraseRow key={line.moment.id} view={choice.show(line)} keyHint={undefined} onSay={onSay} />
          ))
        : null}
    </details>
  );
}
