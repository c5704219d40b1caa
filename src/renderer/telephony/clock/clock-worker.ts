/** Runs in a worker, where timers of hidden pages are not slowed down: answers each {id, ms} with its id in time. */
const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<{ id: number; ms: number }>) => void) | null;
  postMessage(id: number): void;
};

scope.onmessage = ({ data: { id, ms } }) => {
  setTimeout(() => scope.postMessage(id), ms);
};
