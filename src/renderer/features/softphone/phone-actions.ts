import { v7 as uuidv7 } from 'uuid';
import type { StoreApi } from 'zustand/vanilla';
import type { AgentEvent, ChosenState } from '../../../shared/call/agent-state.ts';
import { isAnswered, isLongCall, type TransferTarget } from '../../../shared/call/call-state.ts';
import { emptyDesk, legOf, openLeg, waitingLeg } from '../../../shared/call/desk-calls.ts';
import type { DeskEvent, LegEvent } from '../../../shared/call/desk-machine.ts';
import { readDialText } from '../../../shared/call/dial-text.ts';
import type { CallFacts, CallQuality, Disposition, FilledSlots, LeftCall } from '../../../shared/domain/call.ts';
import type { DialAddress } from '../../../shared/domain/dial-address.ts';
import type { SlotName } from '../../../shared/domain/moment.ts';
import type { Adherence, ScriptMark } from '../../../shared/domain/script-mark.ts';
import { callIdSchema, type CallId, type CustomerId, type PhraseId, type TaskId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput, PhoneConfig, ScreenPop } from '../../../shared/ipc/contract.ts';
import type { SoundSource } from '../../telephony/port.ts';
import type { CallRecords } from './call-records.ts';
import type { PhoneState, PhoneStoreParts } from './phone-store.ts';

/** What to call besides the number itself. */
export interface DialContext {
  /** As the agent wrote it, to be dialled again; absent where he is not shown the number. */
  readonly text?: string;
  readonly displayName?: string | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly language?: CallFacts['language'];
  readonly isNumberMasked?: boolean;
  /** What the call is for. */
  readonly errand?: CallFacts['errand'];
  /** 咨询: about this call, whose caller waits. */
  readonly consultFor?: CallId | undefined;
  /** 三方 as soon as the colleague answers. */
  readonly isToJoin?: boolean;
}

export interface PhoneActions {
  /** Goes on the line and warms up. */
  signIn(config: PhoneConfig): Promise<void>;
  signOut(): Promise<void>;
  /** The caller who rings; whoever is on the line is put on hold first. */
  answer(): void;
  /** The desk answers by itself no more; it goes on ringing. */
  stopAutoAnswer(): void;
  /** The caller who rings, and nobody else. */
  reject(): void;
  /** Without an id whoever hears the agent, else the call on the screen; rejects one that still rings. */
  hangUp(callId?: CallId): void;
  /** Hold when talking, back when held; nothing while one of them is on its way. Without an id the call on the screen. */
  toggleHold(callId?: CallId): void;
  /** Back to whoever waits on hold longest; who is on the line waits instead. */
  swap(): void;
  /** The microphone, to everybody who hears it. */
  toggleMute(): void;
  /** Into the call that hears the agent. */
  sendDigit(digit: string): void;
  /** Plays a sound file into a call; false when there is no such sound, or the call is gone. */
  play(callId: CallId, source: SoundSource): Promise<boolean>;
  /** 释放转 to whatever a text says. */
  transferText(callId: CallId, text: string): Promise<void>;
  /** 释放转, 转满意度. */
  transfer(callId: CallId, target: Pick<TransferTarget, 'kind' | 'address'>): void;
  /** 通话转: connects the two who are on this desk and leaves them; also the way out of a conference. */
  connect(callId: CallId, other: CallId): void;
  /** 三方. */
  join(callId: CallId, other: CallId): void;
  /** Ends the consult and takes its caller back. */
  returnFromConsult(callId: CallId): void;
  /** Hangs up both members. */
  endConference(): void;
  /** Reads a text and calls what it says. */
  dialText(text: string, context?: DialContext): Promise<void>;
  /** Whoever a call of the history was with, by his number there. */
  dialCall(callId: CallId, context: DialContext): Promise<void>;
  /** Whom a task asks to call; it is the agent's from then on. */
  dialTask(taskId: TaskId, context: DialContext): Promise<void>;
  /** To a call that an earlier page lost; how, the centre says. */
  goBack(left: LeftCall): Promise<void>;
  /** One of a customer's numbers, or his manager's, without showing it. */
  dialCustomer(asked: CommandInput<'customers:dial'>, context: DialContext): Promise<void>;
  /** Closes the record of a call in wrap-up. */
  finishWrapUp(callId: CallId, disposition: Disposition, notes: string, rating?: number): void;
  /** The same when the time was over: the agent confirms it later, in the history. */
  closeUnconfirmed(callId: CallId, disposition: Disposition, notes: string, rating?: number): void;
  setNotes(callId: CallId, notes: string): void;
  /** How well the voices got through, for the record of the call. */
  keepQuality(callId: CallId, quality: CallQuality): void;
  markSaid(callId: CallId, phraseId: PhraseId): void;
  /** Takes back the last time this phrase was marked. */
  unmarkSaid(callId: CallId, phraseId: PhraseId): void;
  /** What happened in the call that its words follow from. */
  markScript(callId: CallId, mark: ScriptMark): void;
  /** What the agent wrote into a gap; without a value it is one again. */
  fillSlot(callId: CallId, slot: SlotName, value: FilledSlots[SlotName]): void;
  keepAdherence(callId: CallId, adherence: Adherence): void;
  /** 长通话, on and off. */
  switchLongCall(callId: CallId): void;
  /** During a call the choice is queued. */
  setAgentState(next: ChosenState): void;
  cancelQueuedState(): void;
  dismissTrouble(): void;
  /** What is known of a caller changed: the call shows it from now on. */
  showCaller(callId: CallId, pop: ScreenPop): void;
}

interface ActionParts extends PhoneStoreParts {
  readonly store: StoreApi<PhoneState>;
  readonly records: CallRecords;
  readonly dispatch: (event: DeskEvent) => void;
  readonly dispatchAgent: (event: AgentEvent) => void;
  readonly setTrouble: (error: AppError, callId: CallId | undefined) => void;
}

export function createPhoneActions(parts: ActionParts): PhoneActions {
  const { store, records, now, dispatch, dispatchAgent } = parts;
  const onLeg = (callId: CallId, event: LegEvent): void => dispatch({ type: 'leg', callId, event });
  return {
    ...lineActions(parts),
    ...talkActions(parts, onLeg),
    ...dialActions(parts),
    finishWrapUp: (callId, disposition, notes, rating) =>
      onLeg(callId, {
        ...{ type: 'wrapUpFinished', disposition, notes, at: now() },
        ...(rating === undefined ? {} : { rating }),
      }),
    closeUnconfirmed: (callId, disposition, notes, rating) =>
      onLeg(callId, {
        ...{ type: 'wrapUpFinished', disposition, notes, isUnconfirmed: true, at: now() },
        ...(rating === undefined ? {} : { rating }),
      }),
    setNotes: (callId, notes) => onLeg(callId, { type: 'notesChanged', notes }),
    keepQuality: (id, quality) => records.update({ id, quality }),
    markSaid: (callId, phraseId) => onLeg(callId, { type: 'phraseSaid', phraseId, at: now() }),
    unmarkSaid: (callId, phraseId) => onLeg(callId, { type: 'phraseUnsaid', phraseId }),
    markScript: (callId, mark) => onLeg(callId, { type: 'scriptMarked', mark }),
    fillSlot: (callId, slot, value) => onLeg(callId, { type: 'slotFilled', slot, value }),
    keepAdherence: (callId, adherence) => onLeg(callId, { type: 'adherenceKnown', adherence }),
    switchLongCall: (callId) => {
      const leg = legOf(store.getState().desk, callId);
      if (leg) onLeg(callId, { type: 'longCallSwitched', isOn: !isLongCall(leg), at: now() });
    },
    setAgentState: (next) => dispatchAgent({ type: 'chosen', next, at: now() }),
    cancelQueuedState: () => dispatchAgent({ type: 'queuedCancelled' }),
    dismissTrouble: () => store.setState({ trouble: undefined }),
    showCaller: (callId, pop) =>
      store.setState(({ calls }) => ({
        calls: calls.map((call) => (call.state.facts.callId === callId ? { ...call, pop } : call)),
      })),
  };
}

function lineActions({
  store,
  phone,
  ringer,
  records,
  now,
  dispatchAgent,
}: ActionParts): Pick<PhoneActions, 'signIn' | 'signOut'> {
  return {
    signIn: async (config) => {
      dispatchAgent({ type: 'signedIn', at: now() });
      store.setState({ config });
      await phone.start(config);
    },
    signOut: async () => {
      // At once, before the line is off: a quick next sign-in must find nothing of this agent.
      records.reset();
      ringer.stop();
      store.setState({ desk: emptyDesk, calls: [], trouble: undefined, lastDialled: undefined, config: undefined });
      dispatchAgent({ type: 'signedOut', at: now() });
      await phone.stop();
    },
  };
}

type TalkActions = Pick<
  PhoneActions,
  | 'answer'
  | 'stopAutoAnswer'
  | 'reject'
  | 'hangUp'
  | 'toggleHold'
  | 'swap'
  | 'toggleMute'
  | 'sendDigit'
  | 'play'
  | 'transfer'
  | 'connect'
  | 'join'
  | 'returnFromConsult'
  | 'endConference'
>;

function talkActions(
  { store, phone, dispatch, setTrouble }: ActionParts,
  onLeg: (callId: CallId, event: LegEvent) => void,
): TalkActions {
  const desk = () => store.getState().desk;
  return {
    answer: () => {
      const waiting = waitingLeg(desk());
      if (waiting) dispatch({ type: 'answerPressed', callId: waiting.facts.callId });
    },
    reject: () => {
      const waiting = waitingLeg(desk());
      if (waiting) onLeg(waiting.facts.callId, { type: 'rejectPressed' });
    },
    hangUp: (callId) => {
      const leg = callId ?? openLeg(desk())?.facts.callId ?? desk().onScreen;
      if (leg !== undefined) onLeg(leg, { type: 'hangUpPressed' });
    },
    toggleHold: (callId) => {
      const leg = legOf(desk(), callId ?? desk().onScreen);
      if (leg?.kind === 'held') dispatch({ type: 'resumePressed', callId: leg.facts.callId });
      else if (leg) onLeg(leg.facts.callId, { type: 'holdPressed' });
    },
    swap: () => {
      const held = desk().legs.filter((leg) => leg.kind === 'held');
      const [longest] = held.sort((a, b) => a.heldSince - b.heldSince);
      if (longest) dispatch({ type: 'resumePressed', callId: longest.facts.callId });
    },
    toggleMute: () => {
      const legs = desk().legs.filter(isAnswered);
      const hearing = legs.filter((leg) => leg.kind !== 'held');
      const isMuted = (hearing[0] ?? legs[0])?.isMuted ?? false;
      // All of them, so that nobody hears the agent again by being taken back.
      for (const leg of legs) onLeg(leg.facts.callId, { type: 'mutePressed', isMuted: !isMuted });
    },
    stopAutoAnswer: () => {
      const waiting = waitingLeg(desk());
      if (waiting) onLeg(waiting.facts.callId, { type: 'autoAnswerStopped' });
    },
    sendDigit: (digit) => {
      const leg = openLeg(desk());
      if (leg?.kind !== 'talking') return;
      const { callId } = leg.facts;
      void phone.sendDigits(callId, digit).then((result) => {
        if (!result.ok) setTrouble(result.error, callId);
      });
    },
    play: async (callId, source) => {
      const result = await phone.play(callId, source);
      return result.ok;
    },
    transfer: (callId, { kind, address }) => dispatch({ type: 'transferPressed', callId, to: { kind, address } }),
    connect: (callId, other) => dispatch({ type: 'connectPressed', callId, other }),
    join: (callId, other) => dispatch({ type: 'joinPressed', callId, other }),
    returnFromConsult: (callId) => dispatch({ type: 'returnPressed', callId }),
    endConference: () => {
      for (const member of desk().conference ?? []) onLeg(member, { type: 'hangUpPressed' });
    },
  };
}

function dialActions({
  store,
  desk,
  now,
  dispatch,
  setTrouble,
}: ActionParts): Pick<PhoneActions, 'dialText' | 'dialCall' | 'dialTask' | 'dialCustomer' | 'transferText' | 'goBack'> {
  const dial = ({ address, number }: DialAddress, context: DialContext): void => {
    const { config } = store.getState();
    if (!config) return;
    const caller = legOf(store.getState().desk, context.consultFor);
    const { text, displayName, customerId, language, isNumberMasked, errand, consultFor, isToJoin } = context;
    const facts: CallFacts = {
      callId: callIdSchema.parse(uuidv7()),
      direction: 'outbound',
      number,
      // A word about a practice call stays on the exchange of practice.
      isPractice: caller?.facts.isPractice ?? config.kind === 'wire',
      startedAt: now(),
      ...(displayName === undefined ? {} : { displayName }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(language === undefined ? {} : { language }),
      ...(isNumberMasked ? { isNumberMasked } : {}),
      ...(errand === undefined ? {} : { errand }),
      ...(consultFor === undefined ? {} : { consultFor }),
    };
    // Of a number that the agent did not write, the history knows how to dial it again.
    if (consultFor === undefined) store.setState({ lastDialled: text });
    dispatch({ type: 'dialPressed', facts, address, ...(isToJoin ? { isToJoin } : {}) });
  };
  /** What to call for a text; told to the agent when there is nothing to call. */
  const read = async (text: string): Promise<DialAddress | undefined> => {
    const answer = await desk.invoke('calls:address', { text });
    if (answer.ok) return answer.value;
    // The phone does not need the core: what can be dialled as it was written is.
    const plain = answer.error.code === 'phone.invalidNumber' ? undefined : readDialText(text);
    if (plain?.kind === 'user') return { address: plain.user, number: plain.user };
    setTrouble(plain ? answer.error : appError('phone.invalidNumber', 'user'), undefined);
    return undefined;
  };
  return {
    dialText: async (text, context = {}) => {
      const found = await read(text);
      if (found) dial(found, context.consultFor === undefined ? { text, ...context } : context);
    },
    dialCall: async (callId, context) => {
      const answer = await desk.invoke('calls:dial', { id: callId });
      if (answer.ok) dial(answer.value, { ...context, isNumberMasked: answer.value.isNumberMasked });
      else setTrouble(answer.error, undefined);
    },
    dialTask: async (taskId, context) => {
      const answer = await desk.invoke('tasks:dial', { id: taskId });
      if (answer.ok) dial(answer.value, { ...context, isNumberMasked: true });
      else setTrouble(answer.error, undefined);
    },
    dialCustomer: async (asked, context) => {
      const answer = await desk.invoke('customers:dial', asked);
      if (answer.ok) dial(answer.value, { ...context, isNumberMasked: true });
      else setTrouble(answer.error, undefined);
    },
    goBack: async (left) => {
      const { facts, dialog } = left;
      const isReplacing = store.getState().config?.calls.returnToCall === 'replaces' && !facts.isPractice;
      // Who withheld his number can't be called.
      if (isReplacing || !/\d/.test(facts.number)) {
        return dispatch({ type: 'goBackPressed', left, way: { address: dialog.remoteTarget, replaces: dialog } });
      }
      const found = await read(facts.number);
      if (found) dispatch({ type: 'goBackPressed', left, way: { address: found.address } });
    },
    transferText: async (callId, text) => {
      const found = await read(text);
      if (found) dispatch({ type: 'transferPressed', callId, to: { kind: 'blind', address: found.address } });
    },
  };
}
