import { createStore, type StoreApi } from 'zustand/vanilla';
import { offlineAgent, transitionAgent, type AgentEvent, type AgentState } from '../../../shared/call/agent-state.ts';
import type { CallState, LineCommand } from '../../../shared/call/call-state.ts';
import { emptyDesk, legOf, phaseOf, soundOf, type DeskCalls, type DeskSound } from '../../../shared/call/desk-calls.ts';
import { transitionDesk, type DeskEvent, type LegEvent } from '../../../shared/call/desk-machine.ts';
import type { CallFacts } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/ipc/app-error.ts';
import type { PhoneConfig, ScreenPop } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PhoneEvent, PhonePort, RegistrationState } from '../../telephony/port.ts';
import { createCallRecords } from './call-records.ts';
import { createEffectRunner } from './phone-effects.ts';
import { createPhoneActions, type PhoneActions } from './phone-actions.ts';

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
  /** How this agent is on the line; absent while nobody is signed in. */
  readonly config: PhoneConfig | undefined;
  readonly registration: RegistrationState;
  readonly agent: AgentState;
  readonly desk: DeskCalls;
  /** The legs of `desk`, oldest first, with what is known about their callers. */
  readonly calls: readonly DeskCall[];
  readonly trouble: PhoneTrouble | undefined;
  /** Changes of call records that the core has not confirmed yet. */
  readonly unsavedRecords: number;
  /** What the agent dialled last, as he wrote it; for dialling it again. */
  readonly lastDialled: string | undefined;
}

export type PhoneStore = StoreApi<PhoneState> & {
  readonly actions: PhoneActions;
  /** For what happens to the agent outside of the phone. */
  readonly dispatchAgent: (event: AgentEvent) => void;
  /** Stops listening to the phone and the core; the line itself is left to `signOut`. */
  dispose(): void;
};

export interface PhoneStoreParts {
  readonly phone: PhonePort;
  readonly desk: DeskApi;
  readonly ringer: Ringer;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Calls back once after `ms`, also in a hidden page; returns the cancel. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Makes the desk audible while a call is offered or dialled. */
export interface Ringer {
  start(sound: DeskSound): void;
  stop(): void;
}

/** The call the screen is about: the one on the line, else the oldest record still open. */
export function selectCurrentCall({ calls, desk }: PhoneState): DeskCall | undefined {
  return calls.find((call) => call.state.facts.callId === desk.onScreen);
}

export function selectIsRegistered(state: PhoneState): boolean {
  return state.registration.kind === 'registered';
}

const initial = {
  config: undefined,
  registration: { kind: 'off' },
  desk: emptyDesk,
  calls: [],
  trouble: undefined,
  unsavedRecords: 0,
  lastDialled: undefined,
} as const satisfies Partial<PhoneState>;

/** Holds states and dispatches; what to do is decided by the machines and done by the effects. */
export function createPhoneStore(parts: PhoneStoreParts): PhoneStore {
  const { now } = parts;
  const store = createStore<PhoneState>(() => ({ ...initial, agent: offlineAgent(now()) }));
  const records = createCallRecords(parts.desk, {
    onPop: (callId, pop) =>
      store.setState(({ calls }) => ({
        calls: calls.map((call) => (call.state.facts.callId === callId ? { ...call, pop } : call)),
      })),
    onError: (error, callId) => setTrouble(error, callId),
    onUnsaved: (unsavedRecords) => store.setState({ unsavedRecords }),
  });

  const setTrouble = (error: AppError, callId: CallId | undefined) =>
    store.setState({ trouble: { error, callId, at: now() } });

  const dispatchAgent = (event: AgentEvent) => store.setState((s) => ({ agent: transitionAgent(s.agent, event) }));

  const dispatch = (event: DeskEvent): void => {
    const before = store.getState().desk;
    const { desk, effects, ended } = transitionDesk(before, event);
    store.setState(({ calls }) => ({
      desk,
      calls: desk.legs.map((state) => ({
        state,
        pop: calls.find((call) => call.state.facts.callId === state.facts.callId)?.pop,
      })),
    }));
    const phase = phaseOf(desk);
    const hasOpenRecord = desk.legs.some((leg) => leg.kind === 'wrapUp');
    dispatchAgent({ type: 'callsChanged', phase, hasOpenRecord, missed: missedBy(ended), at: now() });
    sound(soundOf(before), soundOf(desk));
    for (const leg of ended) {
      const code = unreached(leg);
      if (code) setTrouble(appError(code, 'user'), leg.facts.callId);
    }
    for (const effect of effects) run(effect);
  };

  const sound = (before: DeskSound | undefined, after: DeskSound | undefined): void => {
    if (before === after) return;
    if (after) parts.ringer.start(after);
    else parts.ringer.stop();
  };

  const command = (callId: CallId, name: LineCommand, done: Promise<Result<void>>): void => {
    void done.then((result) => {
      if (result.ok) return;
      const leg = legOf(store.getState().desk, callId);
      const isThere = leg !== undefined && leg.kind !== 'wrapUp';
      // A call that went away while the key was pressed is no trouble; its end is seen.
      if (isThere || result.error.code !== 'phone.callFailed') setTrouble(result.error, callId);
      dispatch({ type: 'leg', callId, event: { type: 'commandFailed', command: name } });
    });
  };

  const run = createEffectRunner(parts, records, command, () => store.getState().desk);

  const offered = (facts: CallFacts, replaces: CallId | undefined): void => {
    const { agent, config } = store.getState();
    const rule = config?.calls.autoAnswer.find(({ queue }) => queue === facts.queue);
    // Only who said that he is ready is connected without a key.
    const waitMs = agent.kind === 'READY' ? rule?.afterMs : undefined;
    const autoAnswerAt = waitMs === undefined ? undefined : now() + waitMs;
    dispatch({ type: 'offered', facts, replaces, autoAnswerAt });
    if (waitMs === undefined) return;
    parts.after(waitMs, () => {
      const leg = legOf(store.getState().desk, facts.callId);
      if (leg?.kind !== 'ringing' || leg.autoAnswerAt === undefined) return;
      dispatch({ type: 'answerPressed', callId: facts.callId });
    });
  };

  const onPhone = (event: PhoneEvent): void => {
    switch (event.type) {
      case 'registrationChanged':
        return store.setState({ registration: event.state });
      case 'callOffered':
        return offered(event.facts, event.replaces);
      case 'callProblem':
        return setTrouble(event.error, event.callId);
      case 'signallingLost':
      case 'signallingBack':
      case 'mediaLost':
      case 'mediaBack':
        // The call is what it was; the marks on it are the trouble store's.
        return;
      default:
        return dispatch({ type: 'leg', callId: event.callId, event: toLegEvent(event) });
    }
  };

  const stopListening = parts.phone.subscribe(onPhone);
  return Object.assign(store, {
    actions: createPhoneActions({ ...parts, store, records, dispatch, dispatchAgent, setTrouble }),
    dispatchAgent,
    dispose: () => {
      stopListening();
      parts.ringer.stop();
      records.dispose();
    },
  });
}

type EndedLeg = Extract<CallState, { kind: 'ended' }>;

function missedBy(ended: readonly EndedLeg[]): 'RINGING_TIMEOUT' | 'REJECTED' | undefined {
  const missed = ended.find((leg) => !leg.talk && leg.facts.direction === 'inbound');
  if (missed?.reason === 'ringingTimeout') return 'RINGING_TIMEOUT';
  return missed?.reason === 'rejected' ? 'REJECTED' : undefined;
}

/** Why nobody was reached, for a call that the agent dialled: he hears nothing and has to be told. */
function unreached(leg: EndedLeg): AppErrorCode | undefined {
  if (leg.talk || leg.facts.direction !== 'outbound') return undefined;
  switch (leg.reason) {
    case 'busy':
    case 'noAnswer':
    case 'declined':
    case 'unknownNumber':
    case 'unreachable':
      return `phone.${leg.reason}`;
    case 'signallingFailed':
      return 'phone.unreachable';
    default:
      return undefined;
  }
}

type LineReport = Exclude<
  PhoneEvent,
  {
    type:
      | 'registrationChanged'
      | 'callOffered'
      | 'callProblem'
      | 'signallingLost'
      | 'signallingBack'
      | 'mediaLost'
      | 'mediaBack';
  }
>;

function toLegEvent(event: LineReport): LegEvent {
  switch (event.type) {
    case 'callProgressed':
      return { type: 'progressed', isHeard: event.isHeard };
    case 'callConnected':
      return { type: 'connected', at: event.at, ...(event.dialog ? { dialog: event.dialog } : {}) };
    case 'callHeld':
      return { type: 'held', at: event.at };
    case 'callResumed':
      return { type: 'resumed', at: event.at };
    case 'muteChanged':
      return { type: 'muteChanged', isMuted: event.isMuted };
    case 'transferRinging':
      return { type: 'transferRinging' };
    case 'callEnded': {
      const { reason, at, rating } = event;
      return { type: 'lineEnded', reason, at, ...(rating === undefined ? {} : { rating }) };
    }
  }
}
