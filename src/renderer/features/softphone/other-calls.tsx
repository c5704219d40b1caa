import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CallState } from '../../../shared/call/call-state.ts';
import type { CallId } from '../../../shared/ids.ts';
import { Button } from '../../ui/button.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { SinceClock } from './call-clock.tsx';
import type { PhoneActions } from './phone-actions.ts';

/** A leg that the screen is not about. */
export interface OtherCall {
  readonly state: CallState;
  readonly name: string;
  readonly numberText: string;
  readonly languageText: string;
  /** What to say when this caller is answered; absent unless he rings. */
  readonly greeting?: { readonly text: string; readonly lang: string } | undefined;
}

export interface OtherCallsProps {
  readonly calls: readonly OtherCall[];
  /** The call on the screen. */
  readonly current: CallState;
  readonly conference: readonly CallId[];
  readonly actions: PhoneActions;
}

/** Who waits, who is asked, who is on hold beside the call that the screen is about. */
export function OtherCalls({ calls, current, conference, actions }: OtherCallsProps): ReactNode {
  const { t } = useTranslation('phone');
  if (calls.length === 0) return null;
  return (
    <section className="other-calls" aria-label={t('otherCalls')} data-testid="other-calls">
      {calls.map((call) => {
        const { callId } = call.state.facts;
        if (call.state.kind === 'ringing') return <WaitingCaller key={callId} call={call} actions={actions} />;
        return (
          <OtherLeg
            key={callId}
            call={call}
            current={current}
            isJoined={conference.includes(callId)}
            actions={actions}
          />
        );
      })}
    </section>
  );
}

/** 第二来电: who it is and how he is greeted, before he is answered. */
function WaitingCaller({ call, actions }: { readonly call: OtherCall; readonly actions: PhoneActions }): ReactNode {
  const { t } = useTranslation('phone');
  const { state, greeting } = call;
  return (
    <article className="other-call" data-tone="ring" data-testid="waiting-call" data-state={state.kind}>
      <div className="tag-row">
        <b>{t('waitingCall')}</b>
        <Tag tone="accent">{call.languageText}</Tag>
        {state.facts.queue ? <Tag title={state.facts.queue}>{state.facts.queue}</Tag> : null}
      </div>
      <Who call={call}>
        <SinceClock since={state.facts.startedAt} className="push" />
      </Who>
      {greeting ? (
        <ScriptText as="p" lang={greeting.lang} className="small clip">
          {greeting.text}
        </ScriptText>
      ) : null}
      <div className="row">
        <Button kind="call" className="grow" keyHint="F2" onClick={actions.answer}>
          {t('holdAndAnswer')}
        </Button>
        <Button keyHint="⇧ F4" onClick={actions.reject}>
          {t('reject')}
        </Button>
      </div>
    </article>
  );
}

interface OtherLegProps {
  readonly call: OtherCall;
  readonly current: CallState;
  readonly isJoined: boolean;
  readonly actions: PhoneActions;
}

function OtherLeg({ call, current, isJoined, actions }: OtherLegProps): ReactNode {
  const { t } = useTranslation('phone');
  const { state } = call;
  const { callId } = state.facts;
  const currentId = current.facts.callId;
  const isConsult = state.facts.consultFor === currentId;
  return (
    <article
      className="other-call"
      data-tone={state.kind === 'talking' ? 'talk' : 'hold'}
      data-testid={isConsult ? 'consult-leg' : 'other-leg'}
      data-state={state.kind}
    >
      <div className="row">
        <b>{isJoined ? t('conference') : isConsult ? t('consult') : t('otherCall')}</b>
        <span className="quiet small clip">{stateText()}</span>
        <SinceClock since={'answeredAt' in state ? state.answeredAt : state.facts.startedAt} className="push" />
      </div>
      <Who call={call} />
      {isJoined ? <ConferenceKeys {...{ currentId, callId, actions }} isHeld={state.kind === 'held'} /> : null}
      {isConsult && !isJoined ? <ConsultKeys state={state} {...{ current, callId, actions }} /> : null}
      {!isConsult && !isJoined && state.kind === 'held' ? (
        <div className="row">
          <Button className="grow" keyHint="Alt B" onClick={actions.swap}>
            {t('swap')}
          </Button>
          <Button
            onClick={() => {
              actions.hangUp(callId);
            }}
          >
            {t('hangUp')}
          </Button>
        </div>
      ) : null}
    </article>
  );

  function stateText(): string {
    if (state.kind === 'dialing') return t(state.isRinging ? 'state.dialingRinging' : 'state.dialing');
    if (state.kind === 'transferring') return t('state.transferringShort');
    return state.kind === 'held' ? t('held') : t(`state.${state.kind}`);
  }
}

function Who({ call, children }: { readonly call: OtherCall; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="row">
      <ScriptText as="span" lang={langByScript(call.name)} className="clip">
        {call.name}
      </ScriptText>
      <span className="num quiet small">{call.numberText}</span>
      {children}
    </div>
  );
}

interface PairKeysProps {
  readonly callId: CallId;
  readonly actions: PhoneActions;
}

/** 咨询: hand the caller over, join all three, or go back to him alone. */
function ConsultKeys({
  state,
  current,
  callId,
  actions,
}: PairKeysProps & { readonly state: CallState; readonly current: CallState }): ReactNode {
  const { t } = useTranslation('phone');
  const currentId = current.facts.callId;
  const isConnected = state.kind === 'talking' || state.kind === 'held';
  return (
    <>
      {isConnected ? (
        <div className="row">
          <Button
            kind="primary"
            className="grow"
            keyHint="Alt X"
            onClick={() => {
              actions.connect(currentId, callId);
            }}
          >
            {t('completeTransfer')}
          </Button>
          <Button
            keyHint="Alt J"
            onClick={() => {
              actions.join(currentId, callId);
            }}
          >
            {t('conference')}
          </Button>
        </div>
      ) : null}
      <div className="row">
        <Button
          className="grow"
          keyHint="Alt C"
          onClick={() => {
            actions.returnFromConsult(currentId);
          }}
        >
          {t('returnToCaller')}
        </Button>
        {isConnected ? (
          <Button keyHint="Alt B" onClick={actions.swap}>
            {t('swap')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** 三方: one of the two can be put on hold alone; leaving and ending are two different keys. */
function ConferenceKeys({
  currentId,
  callId,
  isHeld,
  actions,
}: PairKeysProps & { readonly currentId: CallId; readonly isHeld: boolean }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <>
      <div className="row">
        <Button
          className="grow"
          onClick={() => {
            actions.toggleHold(callId);
          }}
        >
          {isHeld ? t('resume') : t('hold')}
        </Button>
        <Button
          onClick={() => {
            actions.hangUp(callId);
          }}
        >
          {t('dropMember')}
        </Button>
      </div>
      <Button
        className="wide"
        keyHint="Alt X"
        onClick={() => {
          actions.connect(currentId, callId);
        }}
      >
        {t('leaveConference')}
      </Button>
    </>
  );
}
