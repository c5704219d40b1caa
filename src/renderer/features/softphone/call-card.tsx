import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../../shared/call/call-machine.ts';
import { formatDuration } from '../../i18n/format.ts';
import type { Levels } from '../../telephony/port.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LevelMeters } from './level-meters.tsx';
import type { PhoneActions } from './phone-store.ts';
import './softphone.css';

export interface CallCardProps {
  readonly state: CallState;
  readonly actions: PhoneActions;
  /** How the caller is called on this card: customer's name and salutation, else what the exchange sent. */
  readonly name: string;
  readonly numberText: string;
  readonly languageText: string;
  readonly area: string | undefined;
  readonly levels: () => Levels;
}

const tones: Record<CallState['kind'], 'ring' | 'talk' | 'hold' | 'over'> = {
  ringing: 'ring',
  answering: 'ring',
  talking: 'talk',
  holding: 'hold',
  held: 'hold',
  resuming: 'hold',
  ending: 'over',
  wrapUp: 'over',
  ended: 'over',
};

/** The person on the line and what can be done with the call. */
export function CallCard(props: CallCardProps): ReactNode {
  const { t } = useTranslation('phone');
  const { state, actions } = props;
  const { facts } = state;
  return (
    <section
      className="call-card"
      data-tone={tones[state.kind]}
      data-testid="call-card"
      data-state={state.kind}
      aria-label={t('call')}
    >
      <div className="tag-row">
        <Tag tone="accent">{props.languageText}</Tag>
        {facts.queue ? <Tag title={facts.queue}>{facts.queue}</Tag> : null}
        {props.area ? <Tag>{props.area}</Tag> : null}
        {facts.isPractice ? <Tag tone="draft">{t('practiceCall')}</Tag> : null}
      </div>
      <div className="row call-who">
        <div className="grow">
          <ScriptText as="div" lang={langByScript(props.name)} className="who">
            {props.name}
          </ScriptText>
          <div className="num quiet">{props.numberText}</div>
        </div>
        <CallClock state={state} />
      </div>
      <p className="call-state" role="status">
        {t(`state.${state.kind}`)}
        {'isMuted' in state && state.isMuted ? ` · ${t('muted')}` : ''}
      </p>
      {'answeredAt' in state && state.kind !== 'wrapUp' ? <LevelMeters read={props.levels} /> : null}
      {state.kind === 'ringing' || state.kind === 'answering' ? (
        <RingingKeys isAnswering={state.kind === 'answering'} actions={actions} />
      ) : 'answeredAt' in state && state.kind !== 'wrapUp' ? (
        <TalkingKeys state={state} actions={actions} />
      ) : null}
    </section>
  );
}

/** Ringing time, then talking time, then how long the wrap-up takes. */
function CallClock({ state }: { readonly state: CallState }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const since = 'endedAt' in state ? state.endedAt : 'answeredAt' in state ? state.answeredAt : state.facts.startedAt;
  return (
    <time className="call-clock num" role="timer">
      {formatDuration(now - since)}
    </time>
  );
}

function RingingKeys({
  isAnswering,
  actions,
}: {
  readonly isAnswering: boolean;
  readonly actions: PhoneActions;
}): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <div className="call-keys" data-phase="ringing">
      <Button
        kind="call"
        keyHint="F2"
        disabled={isAnswering}
        icon={<Icon name="answer" size={18} />}
        onClick={actions.answer}
      >
        {isAnswering ? t('answering') : t('answer')}
      </Button>
      <Button
        keyHint="F4"
        icon={<Icon name="hangUp" size={18} />}
        onClick={isAnswering ? actions.hangUp : actions.reject}
      >
        {t('reject')}
      </Button>
    </div>
  );
}

type TalkingState = Extract<CallState, { isMuted: boolean }>;

function TalkingKeys({ state, actions }: { readonly state: TalkingState; readonly actions: PhoneActions }): ReactNode {
  const { t } = useTranslation('phone');
  const isHeld = state.kind === 'held' || state.kind === 'resuming';
  return (
    <div className="call-keys" data-phase="talking">
      <SquareKey
        icon={state.isMuted ? 'microphoneOff' : 'microphone'}
        label={state.isMuted ? t('unmute') : t('mute')}
        keyHint="F9"
        isOn={state.isMuted}
        onClick={actions.toggleMute}
      />
      <SquareKey
        icon={isHeld ? 'play' : 'pause'}
        label={isHeld ? t('resume') : t('hold')}
        keyHint="F8"
        isOn={isHeld}
        isBusy={state.kind === 'holding' || state.kind === 'resuming'}
        onClick={actions.toggleHold}
      />
      <Button
        kind="danger"
        className="end-key"
        keyHint="F4"
        icon={<Icon name="hangUp" size={18} />}
        onClick={actions.hangUp}
      >
        {t('hangUp')}
      </Button>
    </div>
  );
}

interface SquareKeyProps {
  readonly icon: IconName;
  readonly label: string;
  readonly keyHint: string;
  readonly isOn: boolean;
  readonly isBusy?: boolean;
  readonly onClick: () => void;
}

function SquareKey({ icon, label, keyHint, isOn, isBusy = false, onClick }: SquareKeyProps): ReactNode {
  return (
    <button
      type="button"
      className="square-key"
      aria-pressed={isOn}
      aria-keyshortcuts={keyHint}
      disabled={isBusy}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
      <span>{label}</span>
      <Kbd>{keyHint}</Kbd>
    </button>
  );
}
