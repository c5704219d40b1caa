import type { ScriptState } from './flows/script-state.ts';

/**
 * Whether the agent must not end the call: he was abused in it, and no leader has confirmed. A caller who calmed down
 * gets his two-step farewell, and with it the call ends as any other.
 */
export function isEndLocked({ abuse, closing }: Pick<ScriptState, 'abuse' | 'closing'>): boolean {
  if (abuse.strikes.length === 0 || closing === 'closed') return false;
  return abuse.kind !== 'mayEnd' && abuse.kind !== 'ended';
}
