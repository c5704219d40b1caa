import { lookUpAnswerSchema, type LookUpAnswer } from '../../../shared/domain/look-up.ts';
import type { BusinessPort, BusinessQuestion } from './business-port.ts';

/** A caller waits while it is asked. */
const longestWaitMs = 3000;

type Reason = Extract<LookUpAnswer, { state: 'unknown' }>['reason'];

/** Asks the business system. Whatever goes wrong is an answer as well: unknown, and why. */
export async function lookUp(
  port: BusinessPort | undefined,
  question: BusinessQuestion,
  now: () => number,
  waitMs = longestWaitMs,
): Promise<LookUpAnswer> {
  const { kind } = question;
  const unknown = (reason: Reason): LookUpAnswer => ({ state: 'unknown', kind, asOf: now(), reason });
  if (!port) return unknown('notConnected');
  if ((kind === 'plannedOutage' ? question.area : question.accountNo) === undefined) return unknown('nothingToAsk');
  const given = new AbortController();
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => {
    late.resolve('late');
    given.abort();
  }, waitMs);
  try {
    const answer = await Promise.race([port.ask(question, given.signal), late.promise]);
    if (answer === 'late') return unknown('noAnswer');
    if (answer === undefined) return unknown('notThere');
    const parsed = lookUpAnswerSchema.safeParse(answer);
    return parsed.success && parsed.data.kind === kind ? parsed.data : unknown('noAnswer');
  } catch {
    return unknown('noAnswer');
  } finally {
    clearTimeout(timer);
  }
}
