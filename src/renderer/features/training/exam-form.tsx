import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';
import { drawExam } from '../../../shared/training/draw-exam.ts';
import { maxExamQuestions } from '../../../shared/training/exam.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import type { ExamStore } from './exam-store.ts';

export interface ExamPerson {
  readonly agentNo: AgentNo;
  readonly label: string;
}

export interface ExamFormProps {
  readonly store: ExamStore;
  readonly trainees: readonly ExamPerson[];
  /** Who may be the other examiner. */
  readonly examiners: readonly ExamPerson[];
}

const drawn = 5;

/** Whom to test, with whom, and in what: questions are picked, or drawn by lot. */
export function ExamForm({ store, trainees, examiners }: ExamFormProps): ReactNode {
  const { t } = useTranslation('training');
  const questions = useStore(store, (state) => state.questions);
  const [trainee, setTrainee] = useState('');
  const [second, setSecond] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const who = agentNoSchema.safeParse(trainee);
  const other = agentNoSchema.safeParse(second);
  const reason =
    trainee === '' ? 'needTrainee' : second === '' ? 'needSecond' : picked.length === 0 ? 'needQuestions' : undefined;
  const open = (): void => {
    setAsked(true);
    if (reason !== undefined || !who.success || !other.success) return;
    void store.actions.open({ trainee: who.data, second: other.data, questions: picked }).then((isOpen) => {
      if (isOpen) setPicked([]);
    });
  };
  const draw = (): void => {
    const pool = questions.map(({ question, domain }) => ({ text: question, area: domain }));
    setPicked(drawExam(pool, drawn, new Set(), Math.random));
  };
  return (
    <div className="exam-form" data-testid="exam-form">
      <ExamPersonField
        name="examTrainee"
        label={t('trainee')}
        people={trainees}
        value={trainee}
        onChange={setTrainee}
      />
      <ExamPersonField name="examSecond" label={t('second')} people={examiners} value={second} onChange={setSecond} />
      <div className="row">
        <Button data-testid="exam-draw" onClick={draw}>
          {t('draw', { count: drawn })}
        </Button>
        <span className="quiet small num">{t('picked', { count: picked.length })}</span>
        <Button className="push" kind="primary" data-testid="exam-open" onClick={open}>
          {t('openExam')}
        </Button>
      </div>
      {isAsked && reason !== undefined ? (
        <p className="message" role="alert">
          {t(reason)}
        </p>
      ) : null}
      <div className="exam-questions" role="group" aria-label={t('questions')} tabIndex={0}>
        {questions.map(({ question }) => (
          <label key={question} className="row">
            <input
              type="checkbox"
              checked={picked.includes(question)}
              disabled={!picked.includes(question) && picked.length >= maxExamQuestions}
              onChange={({ target }) =>
                setPicked(target.checked ? [...picked, question] : picked.filter((each) => each !== question))
              }
            />
            {question}
          </label>
        ))}
      </div>
    </div>
  );
}

/** One of these people. */
export function ExamPersonField({
  name,
  label,
  people,
  value,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly people: readonly ExamPerson[];
  readonly value: string;
  readonly onChange: (agentNo: string) => void;
}): ReactNode {
  return (
    <label className="row">
      <span className="small quiet">{label}</span>
      <select className="input" name={name} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">—</option>
        {people.map((person) => (
          <option key={person.agentNo} value={person.agentNo}>
            {person.label}
          </option>
        ))}
      </select>
    </label>
  );
}
