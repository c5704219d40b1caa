import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';
import type { ExamSeries } from '../../../shared/sync/exam-series-wire.ts';
import { examMonthSchema, maxExamQuestions } from '../../../shared/training/exam.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ExamPersonField, type ExamPerson } from './exam-form.tsx';
import { ExamError } from './exam-pane.tsx';
import type { ExamSeriesStore } from './exam-series-store.ts';

export interface ExamSeriesPaneProps {
  readonly store: ExamSeriesStore;
  readonly people: readonly ExamPerson[];
  /** Who may examine. */
  readonly examiners: readonly ExamPerson[];
  /** This month, `2026-11`. */
  readonly month: string;
  /** Whether whoever looks takes part in this exam. */
  readonly isMine: (examId: string) => boolean;
  readonly onShow: (examId: string) => void;
}

/** Monthly exams: a new one for many people, and how far everybody is with those that there are. */
export function ExamSeriesPane(props: ExamSeriesPaneProps): ReactNode {
  const { store } = props;
  const { t } = useTranslation('training');
  const { series, error } = useStore(store);
  useEffect(() => void store.actions.load(), [store]);
  return (
    <div className="exam" data-testid="exam-series">
      <ExamError error={error} />
      <SeriesForm {...props} />
      {series.length === 0 ? <p className="quiet">{t('noSeries')}</p> : null}
      {series.map((each) => (
        <OneSeries key={each.id} {...props} series={each} />
      ))}
    </div>
  );
}

const limits = { count: [1, maxExamQuestions], minutes: [5, 240], passMark: [1, 100] } as const;
type Figure = keyof typeof limits;
const figures = Object.keys(limits) as Figure[];

function SeriesForm({ store, people, examiners, month: thisMonth }: ExamSeriesPaneProps): ReactNode {
  const { t } = useTranslation('training');
  const [month, setMonth] = useState(thisMonth);
  const [chosen, setChosen] = useState<readonly AgentNo[]>([]);
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [given, setGiven] = useState({ count: '10', minutes: '30', passMark: '80' });
  const [isAsked, setAsked] = useState(false);
  const wrong = figures.find((name) => {
    const [least, most] = limits[name];
    const value = Number(given[name]);
    return !Number.isInteger(value) || value < least || value > most;
  });
  const both = [agentNoSchema.safeParse(first), agentNoSchema.safeParse(second)].flatMap(({ data }) => data ?? []);
  const who = chosen.filter((agentNo) => !both.includes(agentNo));
  const reason = !examMonthSchema.safeParse(month).success
    ? t('needMonth')
    : both.length < 2 || both[0] === both[1]
      ? t('needExaminers')
      : who.length === 0
        ? t('needPeople')
        : wrong !== undefined
          ? t('needFigure', { name: t(`series.${wrong}`), least: limits[wrong][0], most: limits[wrong][1] })
          : undefined;
  const open = (): void => {
    setAsked(true);
    if (reason !== undefined) return;
    const rule = { count: Number(given.count), minutes: Number(given.minutes), passMark: Number(given.passMark) };
    void store.actions.open({ month, people: who, examiners: both, ...rule }).then((isOpen) => {
      if (!isOpen) return;
      setChosen([]);
      setAsked(false);
    });
  };
  return (
    <form
      className="exam-form"
      data-testid="series-form"
      aria-label={t('newSeries')}
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <h3 className="heading">{t('newSeries')}</h3>
      <div className="row exam-figures">
        <label className="row">
          <span className="small quiet">{t('series.month')}</span>
          <input
            className="input num"
            name="seriesMonth"
            placeholder="2026-11"
            maxLength={7}
            value={month}
            onChange={({ target }) => setMonth(target.value.trim())}
          />
        </label>
        {figures.map((name) => (
          <label key={name} className="row">
            <span className="small quiet">{t(`series.${name}`)}</span>
            <input
              className="input num"
              name={`series-${name}`}
              inputMode="numeric"
              maxLength={3}
              value={given[name]}
              onChange={({ target }) => setGiven({ ...given, [name]: target.value.trim() })}
            />
          </label>
        ))}
      </div>
      <div className="row exam-figures">
        <ExamPersonField
          name="seriesFirst"
          label={t('examinerNth', { nth: 1 })}
          people={examiners}
          value={first}
          onChange={setFirst}
        />
        <ExamPersonField
          name="seriesSecond"
          label={t('examinerNth', { nth: 2 })}
          people={examiners}
          value={second}
          onChange={setSecond}
        />
      </div>
      <fieldset className="exam-people">
        <legend className="small quiet">{t('seriesPeople', { count: who.length })}</legend>
        {people
          .filter(({ agentNo }) => !both.includes(agentNo))
          .map(({ agentNo, label }) => (
            <label key={agentNo} className="row">
              <input
                type="checkbox"
                checked={chosen.includes(agentNo)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, agentNo] : chosen.filter((each) => each !== agentNo))
                }
              />
              <span className="num">{label}</span>
            </label>
          ))}
      </fieldset>
      <div className="row">
        {isAsked && reason !== undefined ? (
          <p className="message grow" role="alert">
            {reason}
          </p>
        ) : null}
        <Button type="submit" className="push" kind="primary" data-testid="series-open">
          {t('openSeries')}
        </Button>
      </div>
    </form>
  );
}

/** By person, whoever has not sat it first. */
function OneSeries({
  series,
  isMine,
  onShow,
}: Pick<ExamSeriesPaneProps, 'isMine' | 'onShow'> & { readonly series: ExamSeries }): ReactNode {
  const { t } = useTranslation('training');
  const { month, count, minutes, passMark, people, examiners } = series;
  const order = ['waiting', 'cancelled', 'running', 'failed', 'passed'];
  const sorted = people.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  const left = people.filter(({ standing }) => standing === 'waiting' || standing === 'cancelled').length;
  return (
    <section data-testid={`series-${month}`}>
      <h3 className="heading">
        {t('month', { month })}
        <span className="small quiet num">
          {t('seriesOf', { count, minutes, pass: passMark, examiners: examiners.join(t('join')) })}
        </span>
      </h3>
      <p className="small">{left === 0 ? t('allSat') : t('notSat', { count: left })}</p>
      <table className="training-table">
        <tbody>
          {sorted.map(({ agentNo, examId, standing, score }) => (
            <tr key={examId} data-standing={standing} data-testid={`series-person-${agentNo}`}>
              <td className="num">{agentNo}</td>
              <td className="grow">{t(`standing.${standing}`)}</td>
              <td className="num">{score === undefined ? '' : t('points', { score: score.toFixed(1) })}</td>
              <td>
                {isMine(examId) ? (
                  <Button kind="quiet" onClick={() => onShow(examId)}>
                    {t('showExam')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
