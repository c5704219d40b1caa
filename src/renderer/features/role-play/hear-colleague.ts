import type { StoreApi } from 'zustand/vanilla';
import type { RolePlayHeard } from '../../../shared/ipc/role-play-commands.ts';
import type { RolePlayFrame } from '../../../shared/sync/role-play-wire.ts';
import { invitationMs, isAgreed, type AgreedRolePlay, type RolePlayEvent } from '../../../shared/training/role-play.ts';
import type { RolePlayActions, RolePlayStoreParts, RolePlayStoreState } from './role-play-parts.ts';

interface HearingParts {
  readonly parts: RolePlayStoreParts;
  readonly store: StoreApi<RolePlayStoreState>;
  readonly dispatch: (event: RolePlayEvent) => void;
  readonly actions: RolePlayActions;
  /** The other desk is there. */
  readonly heard: () => void;
}

/** What the other desk says. Only of the play that is on, and only from whom it is played with: the centre sees to that, too. */
export function hearColleague({ parts, store, dispatch, actions, heard }: HearingParts): void {
  const { desk, line, now, after } = parts;

  const invited = ({ id, from, said }: RolePlayHeard): void => {
    if (said.type !== 'invited') return;
    const { play } = store.getState();
    if ('id' in play && play.id === id) return;
    const isFree = play.kind === 'idle' || play.kind === 'closed';
    if (!isFree || parts.isBusy() || !parts.scenarioOf(said.scenarioId)) {
      void desk.invoke('rolePlay:answer', { id, answer: 'busy' });
      return;
    }
    const { scenarioId, part } = said;
    dispatch({ type: 'invited', play: { id, colleague: from, scenarioId, part, round: 1 } });
    after(invitationMs, () => giveUp(id));
  };
  /** Nobody answered: on either desk the invitation is gone. */
  const giveUp = (id: string): void => {
    const { play } = store.getState();
    if ((play.kind === 'inviting' || play.kind === 'invited') && play.id === id) {
      if (play.kind === 'inviting') void desk.invoke('rolePlay:end', { id, reason: 'over' });
      dispatch({ type: 'closed', reason: 'noAnswer' });
    }
  };
  store.subscribe(({ play }, before) => {
    if (play.kind === 'inviting' && before.play.kind !== 'inviting') after(invitationMs, () => giveUp(play.id));
  });

  const frameHeard = (frame: RolePlayFrame, play: AgreedRolePlay): void => {
    heard();
    switch (frame.type) {
      case 'sip':
        return line.hear(frame);
      case 'line':
        if (play.part !== 'caller' || frame.round !== play.round) return;
        // Both swapped at once, to different scenarios: neither knows what the other one plays.
        if (frame.scenarioId !== play.scenarioId) return actions.end('lost');
        return store.setState({ target: frame.user });
      case 'deed':
        return actions.guide(frame.deed);
      case 'repeat':
        return store.setState({ repeatAskedAt: now() });
      case 'sheet':
        if (play.part === 'caller') dispatch({ type: 'sheet', sheet: { callId: frame.callId, score: frame.score } });
        return;
      case 'marks':
        // Only of the call that was played with him.
        if (play.part !== 'agent' || play.kind !== 'over' || play.sheet?.callId !== frame.callId) return;
        dispatch({ type: 'marked', callId: frame.callId, marks: frame.marks });
        return parts.onMarked(frame.callId, frame.marks, play.colleague);
      case 'swap':
        return dispatch({ type: 'swapped', round: frame.round, scenarioId: frame.scenarioId });
      case 'here':
        return;
    }
  };

  desk.on('rolePlayHeard', (message) => {
    if (!parts.hasPhone()) return;
    if (message.said.type === 'invited') return invited(message);
    const { play } = store.getState();
    if (play.kind === 'idle' || play.kind === 'closed') return;
    if (play.id !== message.id || play.colleague !== message.from) return;
    const { said } = message;
    if (said.type === 'frame') {
      // The centre passes nothing on before both agreed: its word of that is only on its way.
      dispatch({ type: 'accepted' });
      const agreed = store.getState().play;
      if (isAgreed(agreed)) frameHeard(said.frame, agreed);
    } else if (said.type === 'ended') {
      const isBefore = play.kind === 'inviting' || play.kind === 'invited';
      dispatch({ type: 'closed', reason: isBefore ? 'withdrawn' : said.reason });
    } else if (play.kind === 'inviting') {
      dispatch(said.answer === 'accepted' ? { type: 'accepted' } : { type: 'closed', reason: said.answer });
    }
  });
}
