import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  offlineAgent,
  transitionAgent,
  type AgentEvent,
  type AgentState,
  type ChosenState,
} from '../../../shared/call/agent-state.ts';
import {
  isLive,
  offerCall,
  transitionCall,
  type CallEffect,
  type CallEvent,
  type CallState,
  type CallTransition,
  type LineCommand,
} from '../../../shared/call/call-machine.ts';
import type { CallFacts, Disposition } from '../../../shared/domain/call.ts';
import type { CallId, PhraseId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { PhoneConfig, ScreenPop } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PhoneEvent, PhonePort, RegistrationState } from '../../telephony/port.ts';
import { createCallRecords, type CallRecords } from './call-records.ts';

/** One call on the desk: its machine state and what the core told about the caller. */
export interface DeskCall {
  readonly state: CallState;
  /** Absent until the core answered; stays while the core is gone. */
  readonly pop: ScreenPop | undefined;
}

/** The last thing that went wrong, to be shown and dismissed. */
export interface PhoneTrouble {
  readonly error: AppError;
  readonly callId: CallId | undefined;
  /** UTC epoch ms. */
  readonly at: number;
}

export interface PhoneState {
  readonly registration: RegistrationState;
  readonly agent: AgentState;
  /** Oldest first. Ended calls leave the list as soon as their record is closed. */
  readonly calls: readonly DeskCall[];
  readonly trouble: PhoneTrouble | undefined;
  /** Changes of call records that the core has not confirmed yet. */
  readonly unsavedRecords: number;
}

export interface PhoneActions {
  /** Goes on the line and warms up. */
  signIn(config: PhoneConfig): Promise<void>;
  signOut(): Promise<void>;
  answer(): void;
  reject(): void;
  hangUp(): void;
  /** Hold when talking, back when held; nothing while one of them is on its way. */
  toggleHold(): void;
  toggleMute(): void;
  /** Closes the record of the current call in wrap-up. */
  finishWrapUp(disposition: Disposition, notes: string): void;
  setNotes(notes: string): void;
  markSaid(phraseId: PhraseId): void;
  /** Takes back the last time this phrase was marked. */
  unmarkSaid(phraseId: PhraseId): void;
  /** During a call the choice is queued. */
  setAgentState(next: ChosenState): void;
  cancelQueuedState(): void;
  dismissTrouble(): void;
}

export type PhoneStore = StoreApi<PhoneState> & {
  readonly actions: PhoneActions;
  /** Stops listening to the phone and the core; the line itself is left to `signOut`. */
  dispose(): void;
};

export interface PhoneStoreParts {
  readonly phone: PhonePort;
  readonly desk: DeskApi;
  readonly ringer: Ringer;
  /** UTC epoch ms. */
  readonly now: () => number;
}

/** Makes the desk audible while a call is offered. */
export interface Ringer {
  start(): void;
  stop(): void;
}

/** The call the screen is about: the one on the line, else the oldest record still open. */
export function selectCurrentCall(state: PhoneState): DeskCall | undefined {
  return state.calls.find((call) => isLive(call.state)) ?? state.calls[0];
}

export function selectIsRegistered(state: PhoneState): boolean {
  return state.registration.kind === 'registered';
}

/** Holds states and dispatches; what to do is decided by the machines and done by the effects below. */
export function createPhoneStore(parts: PhoneStoreParts): PhoneStore {
  const store = createStore<PhoneState>(() => ({
    registration: { kind: 'off' },
    agent: offlineAgent(parts.now()),
    calls: [],
    trouble: undefined,
    unsavedRecords: 0,
  }));
  const records = createCallRecords(parts.desk, {
    onPop: (callId, pop) => replaceCall(store, callId, (call) => ({ ...call, pop })),
    onError: (error, callId) => setTrouble(error, callId),
    onUnsaved: (unsavedRecords) => store.setState({ unsavedRecords }),
  });

  const setTrouble = (error: AppError, callId: CallId | undefined) =>
    store.setState({ trouble: { error, callId, at: parts.now() } });

  const dispatchAgent = (event: AgentEvent) => store.setState((s) => ({ agent: transitionAgent(s.agent, event) }));

  const dispatch = (callId: CallId, event: CallEvent): void => {
    const call = store.getState().calls.find((entry) => entry.state.facts.callId === callId);
    if (!call) return;
    const next = transitionCall(call.state, event);
    apply(call.state, next);
  };

  const apply = (before: CallState | undefined, next: CallTransition): void => {
    const callId = next.state.facts.callId;
    if (!before) store.setState((s) => ({ calls: [...s.calls, { state: next.state, pop: undefined }] }));
    else if (next.state.kind === 'ended') {
      store.setState((s) => ({ calls: s.calls.filter((call) => call.state.facts.callId !== callId) }));
    } else replaceCall(store, callId, (call) => ({ ...call, state: next.state }));
    for (const event of agentEvents(before, next.state, parts.now())) dispatchAgent(event);
    for (const effect of next.effects) runEffect(effect, callId);
  };

  const command = (callId: CallId, name: LineCommand, run: Promise<Result<void>>): void => {
    void run.then((result) => {
      if (result.ok) return;
      const isThere = store.getState().calls.some((call) => call.state.facts.callId === callId && isLive(call.state));
      // A call that went away while the key was pressed is no trouble; its end is seen.
      if (isThere || result.error.code !== 'phone.callFailed') setTrouble(result.error, callId);
      dispatch(callId, { type: 'commandFailed', command: name });
    });
  };

  const runEffect = createEffectRunner(parts, records, command);

  const onPhone = (event: PhoneEvent): void => {
    switch (event.type) {
      case 'registrationChanged':
        return store.setState({ registration: event.state });
      case 'callOffered':
        return apply(undefined, offerCall(event.facts));
      case 'callProblem':
        return setTrouble(event.error, event.callId);
      default:
        return dispatch(event.callId, toCallEvent(event));
    }
  };

  const stopListening = parts.phone.subscribe(onPhone);
  return Object.assign(store, {
    actions: createActions(store, parts, records, dispatch, dispatchAgent),
    dispose: () => {
      stopListening();
      parts.ringer.stop();
      records.dispose();
    },
  });
}

function replaceCall(store: StoreApi<PhoneState>, callId: CallId, change: (call: DeskCall) => DeskCall): void {
  store.setState((s) => ({ calls: s.calls.map((call) => (call.state.facts.callId === callId ? change(call) : call)) }));
}

type LegEvent = Exclude<PhoneEvent, { type: 'registrationChanged' | 'callOffered' | 'callProblem' }>;

function toCallEvent(event: LegEvent): CallEvent {
  switch (event.type) {
    case 'callConnected':
      return { type: 'connected', at: event.at };
    case 'callHeld':
      return { type: 'held', at: event.at };
    case 'callResumed':
      return { type: 'resumed', at: event.at };
    case 'muteChanged':
      return { type: 'muteChanged', isMuted: event.isMuted };
    case 'callEnded':
      return { type: 'lineEnded', reason: event.reason, at: event.at };
  }
}

/** What a step of a call means for the agent's own state. */
function agentEvents(before: CallState | undefined, after: CallState, at: number): AgentEvent[] {
  if (!before) return [{ type: 'callOffered', at }];
  const wasLive = isLive(before);
  if (after.kind === 'talking' && (before.kind === 'ringing' || before.kind === 'answering')) {
    return [{ type: 'callAnswered', at }];
  }
  if (wasLive && after.kind === 'wrapUp') return [{ type: 'callEnded', reason: after.reason, wasAnswered: true, at }];
  if (wasLive && after.kind === 'ended') return [{ type: 'callEnded', reason: after.reason, wasAnswered: false, at }];
  if (before.kind === 'wrapUp' && after.kind === 'ended') return [{ type: 'wrapUpFinished', at }];
  return [];
}

type RunCommand = (callId: CallId, name: LineCommand, run: Promise<Result<void>>) => void;

function createEffectRunner(parts: PhoneStoreParts, records: CallRecords, command: RunCommand) {
  const { phone, ringer } = parts;
  return (effect: CallEffect, callId: CallId): void => {
    switch (effect.type) {
      case 'startRing':
        return ringer.start();
      case 'stopRing':
        return ringer.stop();
      case 'answerLine':
        return command(callId, 'answer', phone.answer(callId));
      case 'rejectLine':
        return command(callId, 'reject', phone.reject(callId));
      case 'hangUpLine':
        return command(callId, 'hangUp', phone.hangUp(callId));
      case 'holdLine':
        return command(callId, 'hold', phone.hold(callId));
      case 'resumeLine':
        return command(callId, 'resume', phone.resume(callId));
      case 'muteLine':
        return command(callId, 'mute', phone.setMuted(callId, effect.isMuted));
      case 'recordBegin':
        return records.begin(effect.facts);
      case 'recordUpdate':
        return records.update(effect.patch);
    }
  };
}

type Dispatch = (callId: CallId, event: CallEvent) => void;

function createActions(
  store: StoreApi<PhoneState>,
  parts: PhoneStoreParts,
  records: CallRecords,
  dispatch: Dispatch,
  dispatchAgent: (event: AgentEvent) => void,
): PhoneActions {
  const { phone, now } = parts;
  const onCurrent = (toEvent: (state: CallState, facts: CallFacts) => CallEvent | undefined): void => {
    const call = selectCurrentCall(store.getState());
    const event = call && toEvent(call.state, call.state.facts);
    if (call && event) dispatch(call.state.facts.callId, event);
  };
  return {
    signIn: async (config) => {
      dispatchAgent({ type: 'signedIn', at: now() });
      await phone.start(config);
    },
    signOut: async () => {
      // At once, before the line is off: a quick next sign-in must find nothing of this agent.
      records.reset();
      parts.ringer.stop();
      store.setState({ calls: [], trouble: undefined });
      dispatchAgent({ type: 'signedOut', at: now() });
      await phone.stop();
    },
    answer: () => onCurrent(() => ({ type: 'answerPressed' })),
    reject: () => onCurrent(() => ({ type: 'rejectPressed' })),
    hangUp: () => onCurrent(() => ({ type: 'hangUpPressed' })),
    toggleHold: () => onCurrent((state) => ({ type: state.kind === 'held' ? 'resumePressed' : 'holdPressed' })),
    toggleMute: () =>
      onCurrent((state) => ('isMuted' in state ? { type: 'mutePressed', isMuted: !state.isMuted } : undefined)),
    finishWrapUp: (disposition, notes) => onCurrent(() => ({ type: 'wrapUpFinished', disposition, notes, at: now() })),
    setNotes: (notes) => onCurrent(() => ({ type: 'notesChanged', notes })),
    markSaid: (phraseId) => onCurrent(() => ({ type: 'phraseSaid', phraseId, at: now() })),
    unmarkSaid: (phraseId) => onCurrent(() => ({ type: 'phraseUnsaid', phraseId })),
    setAgentState: (next) => dispatchAgent({ type: 'chosen', next, at: now() }),
    cancelQueuedState: () => dispatchAgent({ type: 'queuedCancelled' }),
    dismissTrouble: () => store.setState({ trouble: undefined }),
  };
}
