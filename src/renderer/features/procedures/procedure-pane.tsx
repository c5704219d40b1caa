import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import { resultOf, stepAt, type ProcedureResult, type ProcedureRun } from '../../../shared/procedure/procedure-run.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ProcedureList } from './procedure-list.tsx';
import type { ProcedureStore, Subject } from './procedure-store.ts';
import { forAgent } from './procedure-text.ts';
import { StepView } from './step-view.tsx';
import { TakenList } from './taken-list.tsx';
import './procedures.css';

export interface ProcedurePaneProps {
  readonly store: ProcedureStore;
  /** Of the call that it runs beside. */
  readonly runKey: string;
  readonly subject: Subject;
  readonly caller: CallerLanguage;
  /** What the call knows already of what is to be written down. */
  readonly known: { readonly address: string; readonly callerPhone: string };
  /** Procedures of this sub-type of ticket come first. */
  readonly subType: string;
  readonly onResult: (procedure: Procedure, result: ProcedureResult) => void;
}

/** Steps beside a call, by keys alone. It stands where the answers do, and never over the call. */
export function ProcedurePane(props: ProcedurePaneProps): ReactNode {
  const { store, runKey, subject } = props;
  const { t } = useTranslation('procedures');
  const { procedures, runs, begun, error } = useStore(store);
  const run = runs[runKey];
  const procedure = begun[runKey];
  return (
    <section className="procedures" aria-label={t('panel')} data-testid="procedures">
      <ErrorNote error={error} />
      {run && procedure ? (
        <Running key={run.procedureId} {...props} run={run} procedure={procedure} />
      ) : (
        <ProcedureList
          procedures={procedures}
          subType={props.subType}
          onBegin={(id) => {
            store.begin(runKey, id, subject);
          }}
          onClose={store.close}
        />
      )}
    </section>
  );
}

interface RunningProps extends ProcedurePaneProps {
  readonly run: ProcedureRun;
  readonly procedure: Procedure;
}

function Running({ store, runKey, subject, run, procedure, caller, known, onResult }: RunningProps): ReactNode {
  const { t, i18n } = useTranslation('procedures');
  const pane = useRef<HTMLDivElement>(null);
  const step = stepAt(procedure, run.at);
  const title = forAgent(procedure.title, i18n.language);
  const place = `${run.at} ${String(run.taken.length)}`;
  // Each step begins where its keys are: in its field, else on the pane.
  useEffect(() => {
    const current = pane.current;
    const field = current?.querySelector<HTMLElement>('[data-step-field]');
    (field ?? current)?.focus();
    current?.querySelector('[data-testid="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  const finish = (): void => {
    const result = resultOf(procedure, run);
    if (result) onResult(procedure, result);
  };
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const isOnButton = event.target instanceof HTMLButtonElement;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (event.code === 'Escape') store.close();
    else if (isTyping) return;
    else if (digit !== undefined) store.send(runKey, { type: 'answered', index: Number(digit) - 1 }, subject);
    else if (event.code === 'Backspace') store.send(runKey, { type: 'tookBack' }, subject);
    else if (event.code === 'Enter' && !isOnButton && step.kind === 'end') finish();
    else if (event.code === 'Enter' && !isOnButton) store.send(runKey, { type: 'wentOn' }, subject);
    else if (event.code === 'KeyR') store.askAgain(runKey, subject);
    else return;
    event.preventDefault();
    // The digits of the desk choose lines to say.
    event.stopPropagation();
  }
  return (
    <div ref={pane} className="procedure-run" tabIndex={-1} onKeyDown={onKeyDown} data-testid="procedure-run">
      <div className="row">
        <ScriptText as="h2" lang={title.lang} className="grow">
          {title.text}
        </ScriptText>
        {procedure.status === 'draft' ? <Tag tone="draft">{t('draft')}</Tag> : null}
      </div>
      <TakenList procedure={procedure} run={run} />
      <StepView
        key={place}
        {...{ procedure, run, step, caller, known }}
        typed={useStore(store, ({ typed }) => typed[runKey]?.[step.id])}
        onType={(text) => {
          store.type(runKey, step.id, text);
        }}
        isAsking={useStore(store, ({ isAsking }) => isAsking)}
        send={(event) => {
          store.send(runKey, event, subject);
        }}
        onAskAgain={() => {
          store.askAgain(runKey, subject);
        }}
        onFinish={finish}
      />
      <div className="row procedure-foot">
        <Button
          kind="quiet"
          keyHint="⌫"
          disabled={run.taken.length === 0}
          onClick={() => {
            store.send(runKey, { type: 'tookBack' }, subject);
          }}
        >
          {t('takeBack')}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            store.leave(runKey);
          }}
        >
          {t('others')}
        </Button>
        <Button kind="quiet" className="push" keyHint="Esc" onClick={store.close}>
          {t('toSearch')}
        </Button>
      </div>
    </div>
  );
}
