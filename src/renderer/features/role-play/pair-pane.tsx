import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';
import type { RolePlayEntry, RolePlayPart } from '../../../shared/training/role-play.ts';
import { formatDateTime, formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { RolePlayStore } from './role-play-parts.ts';
import './role-play.css';

export interface PairPaneProps {
  readonly store: RolePlayStore;
  /** Who is at a desk now. */
  readonly colleagues: readonly { readonly agentNo: AgentNo; readonly label: string }[];
  readonly scenarios: readonly Scenario[];
  /** Nobody else is there by himself: it is said how a second desk is opened. */
  readonly isDemo: boolean;
  /** The colleague is asked: what comes of it stands beside the practice callers. */
  readonly onInvited: () => void;
}

/** Asks a colleague to play a practice call together; below it the calls that were played. */
export function PairPane({ store, colleagues, scenarios, isDemo, onInvited }: PairPaneProps): ReactNode {
  const { t, i18n } = useTranslation('pair');
  const { error, log, play } = useStore(store);
  const { loadLog, invite } = store.actions;
  const [colleague, setColleague] = useState('');
  const [scenarioId, setScenarioId] = useState('');
  const [part, setPart] = useState<RolePlayPart>('agent');
  const [isAsked, setAsked] = useState(false);
  useEffect(() => void loadLog(), [loadLog]);
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  const titleOf = ({ title }: Scenario): string => title[locale] ?? title['zh-CN'];
  const who = agentNoSchema.safeParse(colleague);
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  const isOn = play.kind !== 'idle' && play.kind !== 'closed';
  const reason = isOn ? 'oneAtATime' : !who.success ? 'needColleague' : !scenario ? 'needScenario' : undefined;
  const ask = (): void => {
    setAsked(true);
    if (isOn || !who.success || !scenario) return;
    void invite({ colleague: who.data, scenarioId: scenario.id, part }).then((isInvited) => {
      if (isInvited) onInvited();
    });
  };
  return (
    <div className="pair-pane" data-testid="pair-pane">
      <p className="small quiet">{t('how')}</p>
      <div className="pair-form">
        <label>
          <span className="small quiet">{t('colleague')}</span>
          <select
            className="input"
            name="pairColleague"
            value={colleague}
            onChange={({ target }) => setColleague(target.value)}
          >
            <option value="">—</option>
            {colleagues.map(({ agentNo, label }) => (
              <option key={agentNo} value={agentNo}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="small quiet">{t('scenario')}</span>
          <select
            className="input"
            name="pairScenario"
            value={scenarioId}
            onChange={({ target }) => setScenarioId(target.value)}
          >
            <option value="">—</option>
            {scenarios.map((each) => (
              <option key={each.id} value={each.id}>
                {t(`language.${each.lang}`, { ns: 'phrases' })} · {titleOf(each)}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="row">
          <legend className="small quiet">{t('myPart')}</legend>
          {(['agent', 'caller'] as const).map((each) => (
            <label key={each} className="row">
              <input type="radio" name="pairPart" checked={part === each} onChange={() => setPart(each)} />
              {t(`part.${each}`)}
            </label>
          ))}
        </fieldset>
        <Button kind="primary" data-testid="pair-invite" onClick={ask}>
          {t('invite')}
        </Button>
      </div>
      {colleagues.length === 0 ? <p className="quiet">{t(isDemo ? 'nobodyInDemo' : 'nobodyHere')}</p> : null}
      {isAsked && reason !== undefined ? (
        <p className="message" role="alert">
          {t(reason)}
        </p>
      ) : null}
      <ErrorNote error={error} />
      <h3 className="heading">{t('log')}</h3>
      {log.length === 0 ? (
        <p className="quiet">{t('logNone')}</p>
      ) : (
        <ul className="pair-log" tabIndex={0} aria-label={t('log')} data-testid="pair-log">
          {log.map((entry) => (
            <LogRow
              key={`${entry.id}-${String(entry.round)}`}
              entry={entry}
              title={titleIn(scenarios, entry, titleOf)}
              time={formatDateTime(i18n.language, entry.from)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function titleIn(scenarios: readonly Scenario[], { scenarioId }: RolePlayEntry, titleOf: (one: Scenario) => string) {
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  return scenario ? titleOf(scenario) : scenarioId;
}

function LogRow({
  entry,
  title,
  time,
}: {
  readonly entry: RolePlayEntry;
  readonly title: string;
  readonly time: string;
}): ReactNode {
  const { t } = useTranslation('pair');
  const { part, colleague, from, to, score, ending } = entry;
  return (
    <li>
      <span className="num small quiet">{time}</span>
      <span className="grow">
        {title} · {t(part === 'agent' ? 'logAgent' : 'logCaller', { colleague })}
        {ending === 'over' ? null : <span className="small quiet"> {t(`cut.${ending}`)}</span>}
      </span>
      <span className="num small">{formatDuration(to - from)}</span>
      <b className="num">{score === undefined ? '—' : t('scoreOf', { ns: 'phone', score })}</b>
    </li>
  );
}
