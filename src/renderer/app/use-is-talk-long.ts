import { useEffect, useReducer } from 'react';
import { isAnswered, isLongCall, type CallState } from '../../shared/call/call-state.ts';
import { msToTalkLimit } from '../../shared/script/talk-limit.ts';

const checkedMs = 5_000;

/**
 * Whether the talk has passed the limit, in minutes, and the agent has not chosen to hear nothing of it; told within
 * seconds.
 */
export function useIsTalkLong(state: CallState | undefined, limitMin: number | undefined): boolean {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const answeredAt = state && isAnswered(state) && !isLongCall(state) ? state.answeredAt : undefined;
  const isLong = answeredAt !== undefined && msToTalkLimit(answeredAt, limitMin, Date.now()) === 0;
  useEffect(() => {
    if (answeredAt === undefined || limitMin === undefined || isLong) return;
    // Looked at by the clock, which may be set meanwhile; nothing is drawn again before the limit.
    const timer = setInterval(() => {
      if (msToTalkLimit(answeredAt, limitMin, Date.now()) === 0) lookAgain();
    }, checkedMs);
    return () => {
      clearInterval(timer);
    };
  }, [answeredAt, limitMin, isLong]);
  return isLong;
}
