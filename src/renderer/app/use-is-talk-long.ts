import { useEffect, useReducer } from 'react';
import { isAnswered, type CallState } from '../../shared/call/call-state.ts';
import { msToTalkLimit } from '../../shared/script/talk-limit.ts';

/** Whether the talk has passed the limit of the centre, in minutes; told when it does, not looked at all the time. */
export function useIsTalkLong(state: CallState | undefined, limitMin: number | undefined): boolean {
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0);
  const answeredAt = state && isAnswered(state) ? state.answeredAt : undefined;
  useEffect(() => {
    const ms = answeredAt === undefined ? undefined : msToTalkLimit(answeredAt, limitMin, Date.now());
    if (ms === undefined || ms === 0) return;
    const timer = setTimeout(lookAgain, ms + 20);
    return () => {
      clearTimeout(timer);
    };
    // Looked at again as often as it takes: a clock may have been set back meanwhile.
  }, [answeredAt, limitMin, looks]);
  return answeredAt !== undefined && msToTalkLimit(answeredAt, limitMin, Date.now()) === 0;
}
