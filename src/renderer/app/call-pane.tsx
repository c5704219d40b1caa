import { useCallback, type ReactNode, type RefObject } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isAnswered, isLongCall } from '../../shared/call/call-state.ts';
import { consultOf, openLeg } from '../../shared/call/desk-calls.ts';
import type { CallId } from '../../shared/ids.ts';
import { isEndLocked } from '../../shared/script/end-lock.ts';
import { LongCallSwitch, LongTalkLine } from '../features/care/long-call.tsx';
import { CoachLine } from '../features/coach/coach-line.tsx';
import { AbuseBar } from '../features/softphone/abuse-bar.tsx';
import { CallCard } from '../features/softphone/call-card.tsx';
import { CallTroubleMarks } from '../features/softphone/call-trouble.tsx';
import { MoreKeys } from '../features/softphone/more-keys.tsx';
import { NoLanguageLine } from '../features/softphone/no-language-line.tsx';
import { OtherCalls } from '../features/softphone/other-calls.tsx';
import { QualityBadge } from '../features/sound/quality-badge.tsx';
import { QualityWarnings } from '../features/sound/quality-warnings.tsx';
import { canBeLong } from './care-wiring.ts';
import { isPlayingCaller } from './end-call-key.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import { useCoachTargets } from './use-coach-targets.ts';
import { useTransferName } from './use-transfer-name.ts';

/** What the keys of the call card open, and where it stands. */
export interface PhoneKeys {
  readonly dialRef: RefObject<HTMLInputElement | null>;
  readonly isKeypadOpen: boolean;
  readonly onKeypad: () => void;
  readonly onTransfer: () => void;
  readonly onConsult: () => void;
  readonly onSurvey: () => void;
  readonly onPleaseWait: () => void;
  readonly onHangUp: () => void;
  readonly onAskLeader: () => void;
}

export interface CallPaneProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly call: NonNullable<CallView['call']>;
  readonly toArea: (area: string) => string;
  readonly phoneKeys: PhoneKeys;
}

/** The call on the screen with its keys, and the others beside it. */
export function CallPane({ stores, view, call, toArea, phoneKeys }: CallPaneProps): ReactNode {
  const { t } = useTranslation('phrases');
  const { state, pop } = call;
  const { facts } = state;
  const { callId } = facts;
  const { actions } = stores.phone;
  const { desk, config } = useStore(stores.phone);
  const spoken = useStore(stores.session, ({ session }) => session?.agent.languages);
  const asked = useStore(stores.leaders, (leaders) => leaders.asked[callId]);
  const isEndKeyTaken = useStore(stores.rolePlay, isPlayingCaller);
  const transferName = useTransferName(stores, state);
  // Beside a caller on hold the colleague is the one who is heard.
  const heardId = openLeg(desk)?.facts.callId ?? callId;
  const readLevels = useCallback(() => stores.phonePort.levels(heardId), [stores.phonePort, heardId]);
  const coachTargets = useCoachTargets(stores, view.language);
  const area = pop?.area ?? facts.region;
  const conference: readonly CallId[] = desk.conference ?? [];
  const isJoined = conference.includes(callId);
  const isConsulting = !isJoined && consultOf(desk, callId) !== undefined;
  const isAlone = isAnswered(state) && state.kind !== 'transferring' && !isConsulting && !isJoined;
  const isUnspoken = state.kind === 'talking' && spoken !== undefined && !spoken.includes(view.language);
  return (
    <>
      <CallCard
        state={state}
        actions={actions}
        isEndKeyTaken={isEndKeyTaken}
        name={view.name}
        numberText={view.numberText}
        languageText={view.unknownLanguage ?? t(`language.${pop?.language ?? facts.language ?? view.language}`)}
        area={area === undefined ? undefined : toArea(area)}
        transferName={transferName}
        isInConference={isJoined}
        isConsulting={isConsulting}
        levels={readLevels}
        quality={
          <>
            {facts.isPractice ? null : <QualityBadge store={stores.sound} callId={heardId} />}
            <CoachLine store={stores.coach} callId={callId} targets={coachTargets} />
          </>
        }
        onHangUp={phoneKeys.onHangUp}
        isEndLocked={!isConsulting && isEndLocked(view.script)}
        stateEnd={
          canBeLong(state, view.talk.limitMin) ? (
            <LongCallSwitch isOn={isLongCall(state)} onSwitch={() => actions.switchLongCall(callId)} />
          ) : null
        }
      >
        {isAnswered(state) ? (
          <AbuseBar
            abuse={view.script.abuse}
            isLocked={isEndLocked(view.script)}
            asked={asked}
            onAskAgain={facts.isPractice ? undefined : () => void stores.leaders.ask(callId)}
            onAskLeader={phoneKeys.onAskLeader}
          />
        ) : null}
        {isAlone && isUnspoken ? (
          <NoLanguageLine languageText={t(`language.${view.language}`)} onPleaseWait={phoneKeys.onPleaseWait} />
        ) : null}
        {isAlone ? (
          <MoreKeys
            {...phoneKeys}
            isTalking={state.kind === 'talking'}
            hasSurvey={config?.calls.survey !== undefined}
          />
        ) : null}
        {view.talk.isLong && view.talk.limitMin !== undefined && view.script.escalation === 'none' ? (
          <LongTalkLine
            minutes={view.talk.limitMin}
            onEscalate={() => actions.markScript(callId, { type: 'escalationTriggered', at: Date.now() })}
          />
        ) : null}
      </CallCard>
      <CallTroubleMarks store={stores.callTrouble} callId={heardId} />
      <OtherCalls calls={view.others} current={state} conference={conference} actions={actions} />
      <QualityWarnings store={stores.sound} />
    </>
  );
}
