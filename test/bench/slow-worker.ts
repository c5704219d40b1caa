/** Makes every answer of the core's workers late by a known time. */
export function slowWorker(ms: number): string {
  const code = `import { MessagePort, isMainThread } from 'node:worker_threads';
    const post = MessagePort.prototype.postMessage;
    if (!isMainThread) MessagePort.prototype.postMessage = function (...sent) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
      return post.apply(this, sent);
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
