/**
 * Runs in a worker, where timers of hidden pages are not slowed down: answers each {id, ms} with its id in time, and
 * tells of gaps in time as {gapMs}.
 */
const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<{ id: number; ms: number }>) => void) | null;
  postMessage(message: number | { gapMs: number }): void;
};

scope.onmessage = ({ data: { id, ms } }) => {
  setTimeout(() => scope.postMessage(id), ms);
};

const beatMs = 1_000;
/** A busy machine is late as well. */
const leastGapMs = 4_000;
let beatAt = Date.now();
setInterval(() => {
  const now = Date.now();
  const gapMs = now - beatAt - beatMs;
  beatAt = now;
  if (gapMs >= leastGapMs) scope.postMessage({ gapMs });
}, beatMs);
