import type { ReactNode } from 'react';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import { stepAt, type ProcedureRun, type Taken } from '../../../shared/procedure/procedure-run.ts';
import { formatTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { forAgent } from './procedure-text.ts';

/** What was answered so far, oldest first. */
export function TakenList({
  procedure,
  run,
}: {
  readonly procedure: Procedure;
  readonly run: ProcedureRun;
}): ReactNode {
  const { t } = useTranslation('procedures');
  const rows = run.taken.filter(({ kind }) => kind !== 'tell');
  if (rows.length === 0) return null;
  return (
    <ol className="taken small" aria-label={t('taken')} data-testid="taken">
      {rows.map((taken, index) => (
        <TakenRow key={index} procedure={procedure} taken={taken} />
      ))}
    </ol>
  );
}

function TakenRow({ procedure, taken }: { readonly procedure: Procedure; readonly taken: Taken }): ReactNode {
  const { t, i18n } = useTranslation('procedures');
  const step = stepAt(procedure, taken.step);
  const question = forAgent(step.text, i18n.language);
  switch (taken.kind) {
    case 'ask': {
      const answer = step.kind === 'ask' ? step.answers[taken.answer] : undefined;
      const given = answer && forAgent(answer.text, i18n.language);
      return (
        <li>
          <ScriptText lang={question.lang} className="quiet">
            {question.text}
          </ScriptText>{' '}
          {given ? <ScriptText lang={given.lang}>{given.text}</ScriptText> : null}
        </li>
      );
    }
    case 'check':
      return (
        <li data-state={taken.found.state}>
          <span className="quiet">{t(`check.${taken.found.kind}`)}</span>{' '}
          {t(`state.${taken.found.state}`, { time: formatTime(i18n.language, taken.found.asOf) })}
        </li>
      );
    case 'write':
      return (
        <li>
          <ScriptText lang={question.lang} className="quiet">
            {question.text}
          </ScriptText>{' '}
          <bdi>{taken.text}</bdi>
        </li>
      );
    case 'tell':
      return null;
  }
}
