import type { Adherence } from '../domain/script-mark.ts';
import { closingAfter } from './flows/closing.ts';
import type { ScriptEvent } from './flows/flow.ts';

/** A caller is greeted within this time after the answer, ms. */
export const greetWithinMs = 8_000;

/** What the log of an answered call says of its beginning and its end. A greeting begun while it rang is in time. */
export function adherenceOf(answeredAt: number, log: readonly ScriptEvent[]): Adherence {
  const greeting = log.find((event) => event.type === 'said' && event.kind === 'greeting');
  const greetedAfterMs = greeting && Math.max(0, greeting.at - answeredAt);
  return {
    ...(greetedAfterMs !== undefined && { greetedAfterMs }),
    isGreetedInTime: greetedAfterMs !== undefined && greetedAfterMs <= greetWithinMs,
    isClosingComplete: closingAfter(log) === 'closed',
  };
}
