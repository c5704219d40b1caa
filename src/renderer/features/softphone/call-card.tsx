import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CallState } from '../../../shared/call/call-state.ts';
import type { Levels } from '../../telephony/port.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SinceClock } from './call-clock.tsx';
import { LevelMeters } from './level-meters.tsx';
import type { PhoneActions } from './phone-actions.ts';
import './softphone.css';

export interface CallCardProps {
  readonly state: CallState;
  readonly actions: PhoneActions;
  /** How the caller is called on this card: customer's name and salutation, else what the exchange sent. */
  readonly name: string;
  readonly numberText: string;
  readonly languageText: string;
  readonly area: string | undefined;
  /** How the place is called that the call is handed to. */
  readonly transferName: string | undefined;
  readonly isInConference: boolean;
  /** A colleague is asked meanwhile: ending means that talk, the caller waits. */
  readonly isConsulting: boolean;
  readonly levels: () => Levels;
  readonly onHangUp: () => void;
  /** F4 ends another call while this one rings. */
  readonly isEndKeyTaken: boolean;
  /** An abusive call stays until the leader has confirmed its end. */
  readonly isEndLocked: boolean;
  /** Beside how the call stands. */
  readonly stateEnd: ReactNode;
  /** The keys of the second row. */
  readonly children?: ReactNode;
  /** How well the voices get through, while somebody talks. */
  readonly quality: ReactNode;
}

const tones: Record<CallState['kind'], 'ring' | 'talk' | 'hold' | 'over'> = {
  ringing: 'ring',
  answering: 'ring',
  dialing: 'ring',
  talking: 'talk',
  holding: 'hold',
  held: 'hold',
  resuming: 'hold',
  transferring: 'hold',
  ending: 'over',
  wrapUp: 'over',
  ended: 'over',
};

/** The person on the line and what can be done with the call. */
export function CallCard(props: CallCardProps): ReactNode {
  const { t } = useTranslation('phone');
  const { state } = props;
  const { facts } = state;
  return (
    <section
      className="call-card"
      data-tone={tones[state.kind]}
      data-testid="call-card"
      data-state={state.kind}
      data-conference={props.isInConference}
      aria-label={t('call')}
    >
      <div className="tag-row">
        <Tag tone="accent">{props.languageText}</Tag>
        {facts.direction === 'outbound' ? <Tag>{t('outbound')}</Tag> : null}
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
        <SinceClock since={clockStart(state)} className="call-clock" />
      </div>
      <div className="call-state-row">
        <CallStateLine {...props} />
        {props.stateEnd}
      </div>
      {'answeredAt' in state && state.kind !== 'wrapUp' ? (
        <>
          <LevelMeters read={props.levels} />
          {props.quality}
        </>
      ) : null}
      <Keys {...props} />
      {props.children}
    </section>
  );
}

/** Ringing time, then talking time, then how long the wrap-up takes. */
function clockStart(state: CallState): number {
  if ('endedAt' in state) return state.endedAt;
  return 'answeredAt' in state ? state.answeredAt : state.facts.startedAt;
}

function CallStateLine({ state, transferName, isInConference, actions }: CallCardProps): ReactNode {
  const { t } = useTranslation('phone');
  if (state.kind === 'ringing' && state.autoAnswerAt !== undefined) {
    return <AutoAnswer at={state.autoAnswerAt} onStop={actions.stopAutoAnswer} />;
  }
  return (
    <p className="call-state" role="status">
      {state.kind === 'dialing'
        ? t(state.isHeard ? 'state.dialingHeard' : state.isRinging ? 'state.dialingRinging' : 'state.dialing')
        : state.kind === 'transferring'
          ? t(state.isRinging ? 'state.transferringRinging' : 'state.transferring', { name: transferName })
          : isInConference && state.kind === 'talking'
            ? t('state.conference')
            : t(`state.${state.kind}`)}
      {'isMuted' in state && state.isMuted ? ` · ${t('muted')}` : ''}
    </p>
  );
}

/** The count-down of a queue whose calls the desk answers by itself; the agent can always stop it. */
function AutoAnswer({ at, onStop }: { readonly at: number; readonly onStop: () => void }): ReactNode {
  const { t } = useTranslation('phone');
  const seconds = Math.max(0, Math.ceil((at - useNow(500)) / 1000));
  return (
    <div className="row auto-answer" data-testid="auto-answer">
      <p className="grow call-state" role="status">
        {t('autoAnswer', { seconds })}
      </p>
      <Button kind="quiet" keyHint="Esc" onClick={onStop}>
        {t('autoAnswerStop')}
      </Button>
    </div>
  );
}

function Keys(props: CallCardProps): ReactNode {
  const { state, actions, onHangUp, isConsulting, isInConference, isEndLocked, isEndKeyTaken } = props;
  const { t } = useTranslation('phone');
  const endLabel = isInConference ? t('endConference') : isConsulting ? t('endConsult') : t('hangUp');
  switch (state.kind) {
    case 'ringing':
    case 'answering':
      return <RingingKeys isAnswering={state.kind === 'answering'} isEndKeyTaken={isEndKeyTaken} actions={actions} />;
    case 'talking':
    case 'holding':
    case 'held':
    case 'resuming':
      return (
        <TalkingKeys
          state={state}
          actions={actions}
          endLabel={endLabel}
          isEndLocked={isEndLocked}
          onHangUp={onHangUp}
        />
      );
    case 'dialing':
    case 'transferring':
      return (
        <div className="call-keys">
          <HangUpKey label={state.kind === 'dialing' ? t('cancelDial') : endLabel} onClick={onHangUp} />
        </div>
      );
    default:
      return null;
  }
}

function RingingKeys({
  isAnswering,
  isEndKeyTaken,
  actions,
}: {
  readonly isAnswering: boolean;
  readonly isEndKeyTaken: boolean;
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
        keyHint={isEndKeyTaken && !isAnswering ? '⇧ F4' : 'F4'}
        icon={<Icon name="hangUp" size={18} />}
        onClick={() => {
          if (isAnswering) actions.hangUp();
          else actions.reject();
        }}
      >
        {t('reject')}
      </Button>
    </div>
  );
}

interface TalkingKeysProps {
  readonly state: Extract<CallState, { kind: 'talking' | 'holding' | 'held' | 'resuming' }>;
  readonly actions: PhoneActions;
  readonly endLabel: string;
  readonly isEndLocked: boolean;
  readonly onHangUp: () => void;
}

function TalkingKeys({ state, actions, endLabel, isEndLocked, onHangUp }: TalkingKeysProps): ReactNode {
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
        onClick={() => {
          actions.toggleHold(state.facts.callId);
        }}
      />
      <HangUpKey label={endLabel} isLocked={isEndLocked} onClick={onHangUp} />
    </div>
  );
}

interface HangUpKeyProps {
  readonly label: string;
  readonly isLocked?: boolean;
  readonly onClick: () => void;
}

function HangUpKey({ label, isLocked = false, onClick }: HangUpKeyProps): ReactNode {
  return (
    <Button
      disabled={isLocked}
      kind="danger"
      className="end-key"
      keyHint="F4"
      icon={<Icon name="hangUp" size={18} />}
      onClick={onClick}
    >
      {label}
    </Button>
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
      aria-keyshortcuts={useShortcut(keyHint)}
      disabled={isBusy}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
      <span>{label}</span>
      <Kbd>{keyHint}</Kbd>
    </button>
  );
}
