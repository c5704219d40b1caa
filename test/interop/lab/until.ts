import { setTimeout as pause } from 'node:timers/promises';

/** For what gives no signal of its own, such as a port that opens: asks again until it answers something. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(20);
  }
}
