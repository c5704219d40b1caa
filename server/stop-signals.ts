/**
 * Resolves with the reason once the process is asked to end: SIGTERM, SIGINT, or, with a parent pipe, the end of
 * standard input, which closes when the parent dies in whatever way.
 */
export function whenAskedToStop(hasParentPipe: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
    if (!hasParentPipe) return;
    process.stdin.on('end', () => resolve('parent pipe closed'));
    process.stdin.on('close', () => resolve('parent pipe closed'));
    process.stdin.on('error', () => resolve('parent pipe broke'));
    process.stdin.resume();
  });
}
