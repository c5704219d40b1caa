import { useState, type ReactNode } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useStore } from 'zustand';
import type { CallerWish } from '../../../shared/training/caller-wish.ts';
import { longestExamWords } from '../../../shared/training/exam-words.ts';
import type { AskedExamAct } from '../../../shared/ipc/exam-commands.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { wordsAt, type ExamWords } from './exam-words.ts';

/** A practice caller as an examiner sees him. */
export interface ExamScenario {
  readonly title: string;
  /** Where he can be led, by what he says there first, in Mandarin. */
  readonly steps: readonly { readonly id: string; readonly text: string }[];
}

/** Undefined for a practice caller that this desk does not have. */
export type ScenarioOf = (id: string) => ExamScenario | undefined;

export interface AskingOnProps {
  /** Where what is typed lies until it is handed out. */
  readonly typed: ExamWords;
  readonly examId: string;
  /** The place of the question in hand. */
  readonly nth: number;
  readonly prepared: readonly string[];
  /** Resolves with whether the centre has it. */
  readonly onAct: (act: AskedExamAct) => Promise<boolean>;
}

/** An examiner asks on: in his own words, which stay until the centre has them, or what is prepared. */
export function AskingOn({ typed, examId, nth, prepared, onAct }: AskingOnProps): ReactNode {
  const { t } = useTranslation('training');
  const place = { examId, nth };
  const text = useStore(typed, (all) => wordsAt(all, place));
  const [isEmpty, setIsEmpty] = useState(false);
  const ask = async (words: string): Promise<void> => {
    const key = await typed.asking(place, words);
    if (await onAct({ type: 'followUp', nth, key, text: words })) typed.asked(place, words);
  };
  return (
    <form
      className="exam-asking-on"
      aria-label={t('followUps')}
      onSubmit={(event) => {
        event.preventDefault();
        setIsEmpty(text.trim() === '');
        if (text.trim() === '') return;
        void ask(text.trim());
      }}
    >
      <label className="row">
        <span className="small quiet">{t('followUp')}</span>
        <input
          className="input grow"
          name="exam-follow-up"
          maxLength={longestExamWords}
          autoComplete="off"
          value={text}
          onChange={({ target }) => typed.type(place, target.value)}
        />
        <Button type="submit" data-testid="exam-follow-up">
          {t('askOn')}
        </Button>
      </label>
      {isEmpty && text.trim() === '' ? (
        <p className="message" role="alert">
          {t('needFollowUp')}
        </p>
      ) : null}
      {prepared.length === 0 ? null : (
        <div className="row exam-prepared">
          {prepared.map((words) => (
            <Button key={words} onClick={() => void ask(words)}>
              {words}
            </Button>
          ))}
        </div>
      )}
    </form>
  );
}

export interface SteeringProps {
  readonly nth: number;
  readonly scenario: ExamScenario | undefined;
  /** How many wishes the caller was told so far. */
  readonly told: number;
  readonly onAct: AskingOnProps['onAct'];
}

/** An examiner leads the caller: to another step, into silence, or off the line. */
export function Steering({ nth, scenario, told, onAct }: SteeringProps): ReactNode {
  const { t } = useTranslation('training');
  const [step, setStep] = useState('');
  const steer = (wish: CallerWish): void => void onAct({ type: 'steer', nth, key: uuidv7(), wish });
  return (
    <div className="exam-steering" role="group" aria-label={t('steer')}>
      <div className="row">
        <label className="row grow">
          <span className="small quiet">{t('steerTo')}</span>
          <select className="input grow" name="exam-step" value={step} onChange={({ target }) => setStep(target.value)}>
            <option value="">—</option>
            {scenario?.steps.map(({ id, text }) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <Button data-testid="exam-steer" disabled={step === ''} onClick={() => steer({ kind: 'step', step })}>
          {t('steerNow')}
        </Button>
        <Button data-testid="exam-steer-silent" onClick={() => steer({ kind: 'silent' })}>
          {t('steerSilent')}
        </Button>
        <Button data-testid="exam-steer-hangUp" onClick={() => steer({ kind: 'hangUp' })}>
          {t('steerHangUp')}
        </Button>
      </div>
      <p className="small quiet num" role="status">
        {t('steered', { count: told })}
      </p>
    </div>
  );
}
