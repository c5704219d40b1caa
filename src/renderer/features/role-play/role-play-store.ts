import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { ScenarioId } from '../../../shared/ids.ts';
import type { RolePlayFrame } from '../../../shared/sync/role-play-wire.ts';
import { beginGuide, nextDeed, transitionGuide } from '../../../shared/training/caller-guide.ts';
import {
  entryAfter,
  isAgreed,
  transitionRolePlay,
  type RolePlayEntry,
  type RolePlayEvent,
  type RolePlayState,
} from '../../../shared/training/role-play.ts';
import type { RolePlayLineEvent } from '../../telephony/practice/role-play-port.ts';
import { hearColleague } from './hear-colleague.ts';
import { keepInTouch } from './keep-in-touch.ts';
import type { RolePlayActions, RolePlayStore, RolePlayStoreParts, RolePlayStoreState } from './role-play-parts.ts';

const nothing: RolePlayStoreState = {
  ...{ play: { kind: 'idle' }, guide: undefined, target: undefined, isHeld: false, repeatAskedAt: undefined },
  isHandedOver: false,
  ...{ log: [], error: undefined },
};
/** As many as the list shows. */
const listed = 50;

/** One desk of two that play a practice call: the machine, what goes to the other desk, and what is kept. */
export function createRolePlayStore(parts: RolePlayStoreParts): RolePlayStore {
  const { desk, line, now } = parts;
  const store = createStore<RolePlayStoreState>(() => nothing);
  const fail = (error: AppError): void => store.setState({ error });

  const dispatch = (event: RolePlayEvent): void => {
    const before = store.getState().play;
    const play = transitionRolePlay(before, event);
    if (play === before) return;
    store.setState({ play });
    const entry = entryAfter(before, play, now());
    if (entry) void keep(entry);
    if (isAgreed(before) && play.kind === 'closed') line.leave();
    // Nothing goes on, nor begins, behind a real call.
    if (isAgreed(play) && parts.hasLiveCall()) return actions.end('liveCall');
    if (play.kind === 'ready' && before.kind !== 'ringing') ready(play);
    if (play.kind === 'ringing' && play.part === 'caller') beginTalk(play.scenarioId);
    touch.follow(isAgreed(play));
  };
  const keep = async (entry: RolePlayEntry): Promise<void> => {
    const kept = await desk.invoke('rolePlay:keep', entry);
    if (!kept.ok) return fail(kept.error);
    await actions.loadLog();
  };
  /** A round begins: the trainee's desk lets itself be rung, and says as whom. */
  const ready = ({ scenarioId, part, round }: Extract<RolePlayState, { kind: 'ready' }>): void => {
    const scenario = parts.scenarioOf(scenarioId);
    if (!scenario) return actions.end('lost');
    store.setState({
      guide: part === 'caller' ? beginGuide(scenario) : undefined,
      ...{ target: undefined, isHeld: false, isHandedOver: false },
    });
    if (part === 'caller') return;
    const user = line.welcome(scenario, () => !parts.hasLiveCall());
    if (user !== undefined) say({ type: 'line', round, scenarioId, user });
  };
  const beginTalk = (id: ScenarioId): void => {
    const scenario = parts.scenarioOf(id);
    if (scenario) store.setState({ guide: beginGuide(scenario), isHeld: false, repeatAskedAt: undefined });
  };

  // One after the other: pieces of a message keep their order.
  let telling: Promise<unknown> = Promise.resolve();
  const say = (frame: RolePlayFrame): void => {
    const { play } = store.getState();
    if (!isAgreed(play)) return;
    const { id } = play;
    telling = telling.then(async () => {
      const { play: current } = store.getState();
      if (!isAgreed(current) || current.id !== id) return;
      const said = await desk.invoke('rolePlay:say', { id, frame });
      if (!said.ok && (isNeeded(frame) || said.error.code === 'rolePlay.over')) actions.end('lost');
    });
  };
  const touch = keepInTouch(parts, { say: () => say({ type: 'here' }), onSilent: () => actions.end('gone') });

  line.subscribe((event) => {
    switch (event.type) {
      case 'piece':
        return say({ type: 'sip', ...event.piece });
      case 'rings':
      case 'answered':
      case 'callOver':
        return dispatch(event);
      case 'held':
        return store.setState({ isHeld: event.isHeld });
      case 'handedOver':
        return store.setState({ isHandedOver: true });
      case 'trouble':
        return fail(event.error);
      case 'deed':
        return say({ type: 'deed', deed: plainDeed(event.deed) });
      case 'repeatAsked':
        return say({ type: 'repeat' });
    }
  });

  const actions = createActions({ parts, store, dispatch, say });
  hearColleague({ parts, store, dispatch, actions, heard: touch.heard });
  return Object.assign(store, { actions, levels: line.levels });
}

/** Without it the two do not come together; the rest only helps, and a sign of life is missed by the other desk by itself. */
function isNeeded({ type }: RolePlayFrame): boolean {
  return type === 'sip' || type === 'line' || type === 'swap';
}

type Deed = Extract<RolePlayLineEvent, { type: 'deed' }>['deed'];

/** Without what the desk knows besides: which fields were filled is nobody else's. */
function plainDeed(deed: Deed): Extract<RolePlayFrame, { type: 'deed' }>['deed'] {
  switch (deed.type) {
    case 'said':
      return { type: 'said', moment: deed.moment, kind: deed.kind };
    case 'articleOpened':
      return { type: 'articleOpened', group: deed.group };
    case 'ticketSaved':
      return { type: 'ticketSaved', ticketType: deed.ticketType };
  }
}

interface ActionParts {
  readonly parts: RolePlayStoreParts;
  readonly store: StoreApi<RolePlayStoreState>;
  readonly dispatch: (event: RolePlayEvent) => void;
  readonly say: (frame: RolePlayFrame) => void;
}

type Asking = Pick<RolePlayActions, 'invite' | 'answer' | 'end' | 'dismiss'>;

/** How the two come together, and apart. */
function askingActions({ parts, store, dispatch }: ActionParts): Asking {
  const { desk } = parts;
  /** Pressed twice it is one answer. */
  let answered: string | undefined;
  return {
    invite: async (wish) => {
      const { play } = store.getState();
      if (play.kind !== 'idle' && play.kind !== 'closed') return false;
      // Another window of this seat has it.
      if (!parts.hasPhone()) {
        store.setState({ error: appError('phone.notRegistered', 'user') });
        return false;
      }
      const id = uuidv7();
      store.setState({ error: undefined });
      dispatch({ type: 'inviting', play: { id, round: 1, ...wish } });
      const asked = await desk.invoke('rolePlay:invite', { id, ...wish });
      if (asked.ok) return true;
      dispatch({ type: 'closed', reason: 'withdrawn' });
      dispatch({ type: 'dismissed' });
      store.setState({ error: asked.error });
      return false;
    },
    answer: (wanted) => {
      const { play } = store.getState();
      if (play.kind !== 'invited' || play.id === answered) return;
      const { id } = play;
      // Since he was asked a call came, or a test began.
      const answer = wanted === 'accepted' && parts.isBusy() ? 'busy' : wanted;
      answered = id;
      void desk.invoke('rolePlay:answer', { id, answer }).then((told) => {
        if (!told.ok) {
          store.setState({ error: told.error });
          dispatch({ type: 'closed', reason: 'withdrawn' });
        } else if (answer === 'accepted') dispatch({ type: 'accepted' });
      });
      if (answer === 'accepted') return;
      const isForCall = answer === 'busy' && parts.hasLiveCall();
      dispatch({ type: 'closed', reason: isForCall ? 'liveCall' : 'declined' });
      if (!isForCall) dispatch({ type: 'dismissed' });
    },
    end: (reason) => {
      const { play } = store.getState();
      if (play.kind === 'idle' || play.kind === 'closed') return;
      const isBefore = play.kind === 'inviting' || play.kind === 'invited';
      // Not waited for: who is gone can't be told.
      void desk.invoke('rolePlay:end', { id: play.id, reason });
      dispatch({ type: 'closed', reason: isBefore ? 'withdrawn' : reason });
    },
    dismiss: () => {
      dispatch({ type: 'dismissed' });
      store.setState({ error: undefined });
    },
  };
}

type Playing = Pick<RolePlayActions, 'ring' | 'guide' | 'hangUp' | 'swap' | 'sheet' | 'mark'>;

/** What each of the two does in a round, and after it. */
function playingActions({ parts, store, dispatch, say }: ActionParts): Playing {
  const { line, scenarioOf } = parts;
  return {
    ring: async () => {
      const { play, target } = store.getState();
      const scenario = play.kind === 'ready' ? scenarioOf(play.scenarioId) : undefined;
      if (play.kind !== 'ready' || play.part !== 'caller' || !scenario || target === undefined) return;
      store.setState({ error: undefined });
      const rings = await line.ring(scenario, target, parts.iceServers());
      if (!rings.ok) store.setState({ error: rings.error });
    },
    guide: (event) => {
      const { play, guide } = store.getState();
      const scenario = play.kind === 'talking' ? scenarioOf(play.scenarioId) : undefined;
      if (!guide || !scenario) return;
      const isOwn = event.type === 'lineSaid' || event.type === 'wayTaken';
      store.setState({ guide: transitionGuide(guide, event, scenario), ...(isOwn && { repeatAskedAt: undefined }) });
    },
    hangUp: () => line.hangUp(),
    swap: (scenarioId) => {
      const { play } = store.getState();
      if (play.kind !== 'over' && play.kind !== 'ready') return;
      const next = scenarioId ?? play.scenarioId;
      // Said before this desk is ready anew: the other one hears of the swap first, then of the line.
      say({ type: 'swap', round: play.round, scenarioId: next });
      dispatch({ type: 'swapped', round: play.round, scenarioId: next });
    },
    sheet: (sheet) => {
      dispatch({ type: 'sheet', sheet });
      say({ type: 'sheet', ...sheet });
    },
    mark: (marks) => {
      const { play } = store.getState();
      if (play.kind !== 'over' || !play.sheet) return;
      const { callId } = play.sheet;
      dispatch({ type: 'marked', callId, marks });
      say({ type: 'marks', callId, marks });
    },
  };
}

function createActions(own: ActionParts): RolePlayActions {
  const { parts, store } = own;
  const actions: RolePlayActions = {
    ...askingActions(own),
    ...playingActions(own),
    step: () => stepOn(parts, store.getState(), actions),
    loadLog: async () => {
      const answer = await parts.desk.invoke('rolePlay:log', { limit: listed });
      store.setState(answer.ok ? { log: answer.value } : { error: answer.error });
    },
    clear: () => {
      actions.end('over');
      store.setState(nothing, true);
    },
  };
  return actions;
}

function stepOn(
  { scenarioOf }: RolePlayStoreParts,
  { play, guide, target }: RolePlayStoreState,
  actions: RolePlayActions,
): boolean {
  switch (play.kind) {
    case 'invited':
      actions.answer('accepted');
      return true;
    case 'ready':
      if (play.part === 'caller' && target !== undefined) void actions.ring();
      return play.part === 'caller';
    case 'talking': {
      const scenario = scenarioOf(play.scenarioId);
      const deed = guide && scenario ? nextDeed(guide, scenario) : undefined;
      if (deed?.type === 'hangUp') actions.hangUp();
      else if (deed) actions.guide(deed);
      return deed !== undefined;
    }
    case 'closed':
      actions.dismiss();
      return true;
    default:
      return false;
  }
}
