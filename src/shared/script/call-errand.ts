import type { CallFacts } from '../domain/call.ts';
import type { ScreenPop } from '../ipc/contract.ts';
import type { ScriptContext } from './suggest.ts';

/**
 * What a call of the desk is for: what it was dialled for, else as far as what is known about the far end says it, an
 * answered ticket is followed up. Nothing else is guessed: somebody who called lately was not promised anything by that.
 */
export function errandOf(
  { direction, errand }: Pick<CallFacts, 'direction' | 'errand'>,
  pop: Pick<ScreenPop, 'openTickets'> | undefined,
): ScriptContext['errand'] {
  if (direction === 'inbound') return undefined;
  if (errand) return errand.kind;
  const isAnswered = pop?.openTickets.some(({ status }) => status === 'replied' || status === 'followUp');
  return isAnswered ? 'followUp' : undefined;
}
