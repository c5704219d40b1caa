import { hearLevel, nobodyHeard } from '../../../shared/training/hear-agent.ts';
import type { Clock } from '../clock/clock.ts';
import type { Levels } from '../port.ts';

export interface BothHeard {
  onAgent(isSpeaking: boolean): void;
  /** He has talked for so long, ms, up to now or a moment from now. */
  onCaller(ms: number): void;
}

const listenMs = 100;
/** What the caller says is told bit by bit, so that silence before it ends where it did. */
const bitMs = 1000;

/** Tells who talks in a call, by the loudness of both sides. Returns the end of it. */
export function hearBoth(levels: () => Levels, clock: Clock, heard: BothHeard): () => void {
  let [agent, caller] = [nobodyHeard, nobodyHeard];
  let toldUntil = 0;
  let cancel: () => void = () => undefined;
  const listen = (): void => {
    const at = clock.now();
    const { mine, theirs } = levels();
    const next = hearLevel(agent, mine, at);
    const isChanged = next.isSpeaking !== agent.isSpeaking;
    agent = next;
    caller = hearLevel(caller, theirs, at);
    cancel = clock.after(listenMs, listen);
    if (isChanged) heard.onAgent(next.isSpeaking);
    if (!caller.isSpeaking || at < toldUntil) return;
    toldUntil = at + bitMs;
    heard.onCaller(bitMs);
  };
  listen();
  return () => cancel();
}
