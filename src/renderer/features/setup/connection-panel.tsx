import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import type { ConnectionTestStore, SpeakerLine, TestLine } from './connection-tests.ts';

/** Does it work? Four lines, each with its own button. */
export function ConnectionPanel({ store }: { readonly store: ConnectionTestStore }): ReactNode {
  const { t } = useTranslation('setup');
  const { server, exchanges, microphone, speaker } = useStore(store);
  const actions = store.getState();
  return (
    <section className="connection-panel" aria-labelledby="connection-title">
      <div className="row">
        <h2 id="connection-title" className="heading">
          {t('test.title')}
        </h2>
        <Button className="push" data-testid="test-all" onClick={() => void actions.testAll()}>
          {t('test.all')}
        </Button>
      </div>
      <TestRow id="server" label={t('test.server')} line={server} onTest={() => void actions.testServer()}>
        {server.kind === 'ok' ? (
          <>
            {t('test.serverOk', { ms: server.found.ms, version: server.found.version })}
            {server.found.isDurable ? null : <span className="not-durable">{t('test.notDurable')}</span>}
          </>
        ) : null}
      </TestRow>
      <TestRow
        id="exchange"
        label={t('test.exchange')}
        line={exchanges[0] ?? { kind: 'notRun' }}
        onTest={() => void actions.testExchange()}
      >
        <ExchangeFigures line={exchanges[0]} />
      </TestRow>
      {exchanges.slice(1).map((line, index) => (
        <TestRow
          key={index}
          id={`exchange-${String(index + 2)}`}
          label={t('test.exchangeNumber', { number: index + 2 })}
          line={line}
        >
          <ExchangeFigures line={line} />
        </TestRow>
      ))}
      <Account store={store} />
      <TestRow
        id="microphone"
        label={t('test.microphone')}
        line={microphone}
        onTest={() => void actions.testMicrophone()}
      >
        {microphone.kind === 'ok' ? t('test.microphoneOk', { name: microphone.found.deviceName }) : null}
      </TestRow>
      {microphone.kind === 'running' || microphone.kind === 'ok' ? <Meter read={actions.level} /> : null}
      <SpeakerRow store={store} line={speaker} />
    </section>
  );
}

interface TestRowProps {
  readonly id: string;
  readonly label: string;
  readonly line: TestLine<unknown> | { readonly kind: 'asking' };
  readonly onTest?: () => void;
  /** What was found, where all is well. */
  readonly children?: ReactNode;
}

function TestRow({ id, label, line, onTest, children }: TestRowProps): ReactNode {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const isRunning = line.kind === 'running';
  return (
    <div className="test-row" data-testid={`test-${id}`} data-state={line.kind}>
      <div className="row">
        <h3>{label}</h3>
        <span className="test-state" role="status">
          {line.kind === 'notRun' ? '' : t(`test.state.${line.kind}`)}
        </span>
        {onTest ? (
          <Button
            className="push"
            aria-label={t('test.runLabel', { what: label })}
            disabled={isRunning}
            onClick={onTest}
          >
            {t('test.run')}
          </Button>
        ) : null}
      </div>
      {line.kind === 'failed' ? (
        <p className="field-problem">
          {'error' in line ? errorText(line.error) : t(`test.failed.${line.reason}`, { seconds: line.seconds ?? 0 })}
        </p>
      ) : null}
      {line.kind === 'notReady' ? <p className="quiet small">{t('test.fillFirst')}</p> : null}
      {line.kind === 'ok' ? <p className="quiet small">{children}</p> : null}
    </div>
  );
}

function ExchangeFigures({
  line,
}: {
  readonly line: ReturnType<ConnectionTestStore['getState']>['exchanges'][number] | undefined;
}): ReactNode {
  const { t } = useTranslation('setup');
  if (line?.kind !== 'ok') return null;
  const { connectedMs, answeredMs, status, isAccountTaken } = line.found;
  return (
    <>
      {t('test.exchangeOk', { connectedMs, answeredMs, status })}
      {isAccountTaken ? <> {t('test.accountOk')}</> : null}
    </>
  );
}

/** An account to try once, where the person has one at hand. */
function Account({ store }: { readonly store: ConnectionTestStore }): ReactNode {
  const { t } = useTranslation('setup');
  const { account, setAccount } = useStore(store);
  return (
    <details className="test-account">
      <summary className="small">{t('test.account')}</summary>
      <p className="quiet small">{t('test.accountHint')}</p>
      <div className="setup-pair">
        <label className="setup-field">
          {t('test.user')}
          <input
            className="input"
            name="testUser"
            autoComplete="off"
            maxLength={80}
            value={account.user}
            onChange={(event) => {
              setAccount({ ...account, user: event.target.value });
            }}
          />
        </label>
        <label className="setup-field">
          {t('test.password')}
          <input
            className="input"
            name="testPassword"
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={account.password}
            onChange={(event) => {
              setAccount({ ...account, password: event.target.value });
            }}
          />
        </label>
      </div>
    </details>
  );
}

/** Drawn outside of React, once a frame. Speech sits around 0.05–0.2: the square root spreads it over the bar. */
function Meter({ read }: { readonly read: () => number }): ReactNode {
  const { t } = useTranslation('setup');
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const level = read();
      if (bar.current) {
        bar.current.style.inlineSize = `${String(Math.round(Math.min(1, Math.sqrt(level) * 1.6) * 100))}%`;
        if (bar.current.parentElement) bar.current.parentElement.dataset['level'] = level.toFixed(4);
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [read]);
  return (
    <div className="row small quiet">
      {t('test.speak')}
      <span className="setup-meter" data-testid="setup-level" aria-hidden="true">
        <i ref={bar} />
      </span>
    </div>
  );
}

function SpeakerRow({ store, line }: { readonly store: ConnectionTestStore; readonly line: SpeakerLine }): ReactNode {
  const { t } = useTranslation('setup');
  const { testSpeaker, answerHeard } = store.getState();
  return (
    <>
      <TestRow id="speaker" label={t('test.speaker')} line={line} onTest={testSpeaker}>
        {line.kind === 'ok' ? t('test.speakerOk', { name: line.found.deviceName }) : null}
      </TestRow>
      {line.kind === 'asking' ? (
        <div className="row" role="group" aria-label={t('test.heardQuestion')}>
          <span className="small">{t('test.heardQuestion')}</span>
          <Button
            kind="primary"
            onClick={() => {
              answerHeard(true);
            }}
          >
            {t('test.heard')}
          </Button>
          <Button
            onClick={() => {
              answerHeard(false);
            }}
          >
            {t('test.notHeard')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
