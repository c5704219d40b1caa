import { setTimeout as pause } from 'node:timers/promises';

/** Well below a test's own limit: what waits must end before a second try of its test begins, or both press the keys. */
const limitMs = 45_000;

/**
 * For what gives no signal of its own, such as a port that opens: asks again until it answers something.
 * @param what is waited for, for the error of one that never came
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const lastAt = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > lastAt) throw neverCame(what);
    await pause(20);
  }
}

/** For what is looked for again whenever something has come; rejects with what `ask` throws. */
export function seen<T>(what: string, looking: Set<() => void>, ask: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      looking.delete(look);
    };
    const look = (): void => {
      try {
        const found = ask();
        if (found === undefined) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(neverCame(what));
    }, limitMs);
    looking.add(look);
    look();
  });
}

function neverCame(what: string): Error {
  return new Error(`within ${String(limitMs / 1000)} s never came: ${what}`);
}
