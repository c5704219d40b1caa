import type { ReactNode } from 'react';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { LookUpAnswer } from '../../../shared/domain/look-up.ts';
import type { Procedure, ProcedureText, Step } from '../../../shared/domain/procedure.ts';
import type { ProcedureEvent, ProcedureRun } from '../../../shared/procedure/procedure-run.ts';
import { fillSlots, runSlots } from '../../../shared/procedure/run-slots.ts';
import { formatTime, formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { forAgent, forCaller } from './procedure-text.ts';

export interface StepViewProps {
  readonly procedure: Procedure;
  readonly run: ProcedureRun;
  readonly step: Step;
  readonly caller: CallerLanguage;
  readonly known: { readonly address: string; readonly callerPhone: string };
  /** What the agent has typed into this step before. */
  readonly typed: string | undefined;
  readonly onType: (text: string) => void;
  readonly isAsking: boolean;
  readonly send: (event: ProcedureEvent) => void;
  readonly onAskAgain: () => void;
  readonly onFinish: () => void;
}

export function StepView(props: StepViewProps): ReactNode {
  const { procedure, run, step, caller } = props;
  const { t } = useTranslation('procedures');
  return (
    <div className="step" role="group" aria-live="polite" data-testid="step" data-step={step.id} data-kind={step.kind}>
      <div className="tag-row">
        <Tag tone={step.kind === 'end' ? 'accent' : 'plain'}>{t(`kind.${step.kind}`)}</Tag>
        {step.selfService ? <Tag tone="call">{t('selfService')}</Tag> : null}
        {step.kind === 'end' && step.isUrgent ? <Tag tone="danger">{t('urgent')}</Tag> : null}
      </div>
      <StepText text={step.text} procedure={procedure} run={run} caller={caller} />
      <StepAction {...props} />
    </div>
  );
}

interface StepTextProps {
  readonly text: ProcedureText;
  readonly procedure: Procedure;
  readonly run: ProcedureRun;
  readonly caller: CallerLanguage;
}

function StepText({ text, procedure, run, caller }: StepTextProps): ReactNode {
  const { t, i18n } = useTranslation('procedures');
  const slots = runSlots(procedure, run, {
    money: (fen) => t('money', { amount: (fen / 100).toFixed(2) }),
    time: (at) => formatDateTime(i18n.language, at),
  });
  const own = forAgent(text, i18n.language);
  const theirs = forCaller(text, caller, own.lang);
  return (
    <>
      <ScriptText as="p" lang={own.lang} className="step-text">
        {fillSlots(own.text, slots)}
      </ScriptText>
      {theirs ? (
        <p className="step-caller">
          <Tag tone="draft">{t('callerDraft')}</Tag>{' '}
          <ScriptText lang={theirs.lang}>{fillSlots(theirs.text, slots)}</ScriptText>
        </p>
      ) : null}
    </>
  );
}

function StepAction(props: StepViewProps): ReactNode {
  const { step, send } = props;
  const { t, i18n } = useTranslation('procedures');
  switch (step.kind) {
    case 'ask':
      return (
        <div className="step-answers">
          {step.answers.map(({ text }, index) => {
            const written = forAgent(text, i18n.language);
            return (
              <button
                key={index}
                type="button"
                className="button"
                onClick={() => {
                  send({ type: 'answered', index });
                }}
              >
                <Kbd>{String(index + 1)}</Kbd>
                <ScriptText lang={written.lang}>{written.text}</ScriptText>
              </button>
            );
          })}
        </div>
      );
    case 'check':
      return <CheckAction {...props} />;
    case 'write':
      return (
        <WriteField
          label={t(`write.${step.field}`)}
          text={props.typed ?? (step.field === 'description' ? '' : props.known[step.field])}
          onType={props.onType}
          onWrite={(text) => {
            send({ type: 'wrote', text });
          }}
        />
      );
    case 'tell':
      return (
        <Button
          kind="primary"
          keyHint="↵"
          onClick={() => {
            send({ type: 'wentOn' });
          }}
        >
          {t('next')}
        </Button>
      );
    case 'end':
      return (
        <Button kind="primary" keyHint="↵" data-testid="to-ticket" onClick={props.onFinish}>
          {t('toTicket')}
        </Button>
      );
  }
}

function CheckAction({ run, isAsking, send, onAskAgain }: StepViewProps): ReactNode {
  const { t } = useTranslation('procedures');
  const { lookedUp } = run;
  if (!lookedUp)
    return (
      <>
        <p className="message" data-tone="accent" role="status">
          {t(isAsking ? 'asking' : 'notAsked')}
        </p>
        {isAsking ? null : (
          <Button keyHint="R" onClick={onAskAgain}>
            {t('askAgain')}
          </Button>
        )}
      </>
    );
  return (
    <>
      <LookedUp answer={lookedUp} />
      <div className="row">
        <Button
          kind="primary"
          keyHint="↵"
          onClick={() => {
            send({ type: 'wentOn' });
          }}
        >
          {t('next')}
        </Button>
        <Button keyHint="R" onClick={onAskAgain}>
          {t('askAgain')}
        </Button>
      </div>
    </>
  );
}

/** Three states that can't be taken for each other: words, tone and sign. */
function LookedUp({ answer }: { readonly answer: LookUpAnswer }): ReactNode {
  const { t, i18n } = useTranslation('procedures');
  const time = formatTime(i18n.language, answer.asOf);
  const tone = { clear: 'call', found: 'danger', unknown: 'hold' }[answer.state];
  return (
    <div className="looked-up" data-tone={tone} role="status" data-testid="looked-up" data-state={answer.state}>
      <b>{t(`state.${answer.state}`, { time })}</b>
      {answer.state === 'unknown' ? <span>{t(`unknown.${answer.reason}`)}</span> : null}
      {answer.state === 'found' && answer.kind === 'plannedOutage' ? (
        <span>{t('outage', { cause: answer.cause, until: formatDateTime(i18n.language, answer.until) })}</span>
      ) : null}
      {answer.state === 'found' && answer.kind !== 'plannedOutage' ? (
        <span>{t('money', { amount: (answer.amountFen / 100).toFixed(2) })}</span>
      ) : null}
    </div>
  );
}

interface WriteFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onWrite: (text: string) => void;
}

function WriteField({ label, text, onType, onWrite }: WriteFieldProps): ReactNode {
  const { t } = useTranslation('procedures');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        onWrite(text);
      }}
    >
      <label className="field grow">
        {label}
        <input
          className="input"
          name="procedureField"
          data-step-field
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            onType(event.target.value);
          }}
        />
      </label>
      <Button kind="primary" type="submit" keyHint="↵" disabled={text.trim() === ''}>
        {t('next')}
      </Button>
    </form>
  );
}
