import { useEffect, useState } from 'react';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import type { CallId } from '../../shared/ids.ts';

/** The desk's own directory answers in a few ms; who is not known by then is greeted as a stranger first. */
const patienceMs = 60;

/** Whether it is known who rings, or was waited for. */
export function useIsMet(call: DeskCall | undefined): boolean {
  const [waitedFor, setWaitedFor] = useState<CallId>();
  const callId = call?.state.facts.callId;
  const isWaiting = call?.state.kind === 'ringing' && call.pop === undefined && waitedFor !== callId;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => {
      setWaitedFor(callId);
    }, patienceMs);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting, callId]);
  return !isWaiting;
}
