import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { breakMark, type BreakMark } from '../../../shared/call/break-limit.ts';
import { breakReasons, isBusy, type AgentState, type ChosenState } from '../../../shared/call/agent-state.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useNow } from '../../ui/use-now.ts';
import type { PhoneStore } from './phone-store.ts';

type Choice = 'READY' | 'NOT_READY' | `BREAK.${(typeof breakReasons)[number]}`;

const choices: readonly Choice[] = ['READY', 'NOT_READY', ...breakReasons.map((reason) => `BREAK.${reason}` as const)];

function toState(choice: string): ChosenState | undefined {
  if (choice === 'READY' || choice === 'NOT_READY') return { kind: choice };
  const reason = breakReasons.find((entry) => choice === `BREAK.${entry}`);
  return reason ? { kind: 'BREAK', reason } : undefined;
}

function toChoice(state: ChosenState | AgentState): Choice | '' {
  if (state.kind === 'READY' || state.kind === 'NOT_READY') return state.kind;
  return state.kind === 'BREAK' ? `BREAK.${state.reason}` : '';
}

/** Not rendered again with every second of the clock beside it. */
const Choices = memo(function Choices({ isAfterCall }: { readonly isAfterCall: boolean }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <>
      <option value="">{isAfterCall ? t('afterCall') : t('changeState')}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {isAfterCall ? t('afterCallThen', { state: t(`choice.${choice}`) }) : t(`choice.${choice}`)}
        </option>
      ))}
    </>
  );
});

/** 状态: where the agent stands, since when, and what comes after the call. */
export function AgentStateMenu({ store }: { readonly store: PhoneStore }): ReactNode {
  const { t } = useTranslation('phone');
  const agent = useStore(store, (state) => state.agent);
  const breaks = useStore(store, (state) => state.config?.calls.breaks);
  const queued = isBusy(agent) ? agent.queued : undefined;
  const now = useNow(1000);
  const mark: BreakMark = breaks ? breakMark(agent, breaks, now) : { kind: 'none' };
  return (
    <div
      className="agent-state"
      data-kind={agent.kind}
      data-break={mark.kind}
      data-since={agent.since}
      data-testid="agent-state"
    >
      <i aria-hidden="true" />
      <span>{t(`agent.${agent.kind}`)}</span>
      <span className="num">{formatDuration(Math.max(0, now - agent.since))}</span>
      {'reason' in agent ? <span className="quiet">{t(`agentReason.${agent.reason}`)}</span> : null}
      {mark.kind === 'gentle' || mark.kind === 'loud' ? (
        <b role="status" data-testid="break-over">
          {t('breakOver')}
        </b>
      ) : null}
      <select
        className="bare-select"
        aria-label={queued ? t('nextState') : t('chooseState')}
        value={queued ? toChoice(queued) : ''}
        onChange={(event) => {
          const next = toState(event.target.value);
          if (next) store.actions.setAgentState(next);
          else store.actions.cancelQueuedState();
        }}
      >
        <Choices isAfterCall={isBusy(agent)} />
      </select>
    </div>
  );
}
