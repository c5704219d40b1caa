import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { SessionStore } from './session-store.ts';
import { ViewSettings } from './view-settings.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import './session.css';

/** The first thing an agent sees: number, password, and why it did not work. */
export function SignInPage({
  store,
  children,
}: {
  readonly store: SessionStore;
  /** Below the card: which centre this is, and the way to another. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('session');
  const { bootstrap, error, isBusy, isCoreLost } = useStore(store);
  const [agentNo, setAgentNo] = useState('');
  const [password, setPassword] = useState('');
  const numberRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  useEffect(() => {
    numberRef.current?.focus();
  }, []);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void store
      .getState()
      .signIn(agentNo, password)
      .then((isIn) => {
        if (isIn) return;
        const isAboutNumber = store.getState().error?.code === 'auth.unknownAgent';
        (isAboutNumber ? numberRef : passwordRef).current?.select();
      });
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit} aria-labelledby="sign-in-title">
        <div className="row">
          <h1 id="sign-in-title" className="brand">
            Tashi <b>Desk</b>
          </h1>
          <span className="quiet push">{bootstrap?.profile.centreName}</span>
        </div>
        <label className="field">
          {t('agentNo')}
          <input
            ref={numberRef}
            className="input"
            name="agentNo"
            autoComplete="username"
            spellCheck={false}
            maxLength={12}
            required
            value={agentNo}
            aria-invalid={error?.code === 'auth.unknownAgent'}
            onChange={(event) => {
              setAgentNo(event.target.value);
            }}
          />
        </label>
        <label className="field">
          {t('password')}
          <input
            ref={passwordRef}
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            required
            value={password}
            aria-invalid={error?.code === 'auth.wrongPassword'}
            onChange={(event) => {
              setPassword(event.target.value);
            }}
          />
        </label>
        <ErrorNote error={error} />
        <Button kind="primary" type="submit" disabled={isBusy || isCoreLost} keyHint="Enter">
          {isBusy ? t('signingIn') : t('signIn')}
        </Button>
        {bootstrap && bootstrap.demoAgents.length > 0 ? (
          <DemoAgents
            agents={bootstrap.demoAgents}
            onPick={(agent) => {
              setAgentNo(agent.agentNo);
              setPassword(agent.password);
              passwordRef.current?.focus();
            }}
          />
        ) : null}
        <p className="quiet small">{t(bootstrap?.isSecondDesk ? 'secondDesk' : 'offlineHint')}</p>
      </form>
      {children}
      <ViewSettings store={store} />
    </main>
  );
}

interface DemoAgent {
  readonly agentNo: string;
  readonly seatLabel: string;
  readonly password: string;
}

function DemoAgents({
  agents,
  onPick,
}: {
  readonly agents: readonly DemoAgent[];
  readonly onPick: (agent: DemoAgent) => void;
}): ReactNode {
  const { t } = useTranslation('session');
  return (
    <section className="demo-agents" aria-labelledby="demo-agents-title">
      <h2 id="demo-agents-title" className="heading">
        {t('demoAgents')} <Tag tone="accent">{t('demoPassword', { password: agents[0]?.password ?? '' })}</Tag>
      </h2>
      <div className="demo-agent-list">
        {agents.map((agent) => (
          <button
            key={agent.agentNo}
            type="button"
            className="button"
            onClick={() => {
              onPick(agent);
            }}
          >
            <span className="num">{agent.agentNo}</span> <span className="quiet">{agent.seatLabel}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
