import { waitingLeg } from '../../shared/call/desk-calls.ts';
import { maskPhone } from '../../shared/text/mask-number.ts';
import type { NoticePort, RingNotice } from '../client/ring-notice/notice-port.ts';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import { ringNoticeTexts } from './i18n-text.ts';
import type { Stores } from './stores.ts';

/**
 * Tells of a call that rings where the agent can't see the desk: hidden, or behind what he works in. Gone with the ring,
 * or as soon as he looks at the desk. It may stand on a locked screen: language and queue, and the number masked.
 */
export function wireRingNotices(stores: Pick<Stores, 'phone' | 'owner' | 'session'>, notices: NoticePort): void {
  const { phone, owner, session } = stores;
  let shown: RingNotice | undefined;

  const follow = (): void => {
    const call = ringing();
    const next = call && isWanted() && !isSeen() ? noticeOf(call) : undefined;
    if (next?.id === shown?.id && next?.title === shown?.title && next?.body === shown?.body) return;
    if (shown && shown.id !== next?.id) notices.close(shown.id);
    if (next) notices.show(next);
    shown = next;
  };
  const ringing = (): DeskCall | undefined => {
    const { calls, desk } = phone.getState();
    const callId = waitingLeg(desk)?.facts.callId;
    return calls.find(({ state }) => state.facts.callId === callId);
  };
  const isWanted = (): boolean =>
    session.getState().settings.ringNotices === true &&
    notices.permission() === 'granted' &&
    owner.getState().ownership.kind === 'owning';

  phone.subscribe((state, before) => {
    if (state.calls !== before.calls) follow();
  });
  for (const change of ['focus', 'blur'] as const) window.addEventListener(change, follow);
  document.addEventListener('visibilitychange', follow);
  notices.onPressed(({ id, deed }) => {
    // Pressed too late, or meant for another window of this seat.
    if (ringing()?.state.facts.callId !== id || owner.getState().ownership.kind !== 'owning') return;
    if (deed === 'answer') phone.actions.answer();
    else if (deed === 'reject') phone.actions.reject();
  });
}

function isSeen(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function noticeOf({ state: { facts }, pop }: DeskCall): RingNotice {
  const { callId, queue } = facts;
  const texts = ringNoticeTexts(pop?.language ?? facts.language);
  const body = [queue, maskPhone(pop?.number ?? facts.number)].filter((part) => part !== undefined && part !== '');
  return { id: callId, body: body.join(' · '), ...texts };
}
