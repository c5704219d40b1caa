import type { SimulationFact } from './simulation-facts.ts';

/** The longest time of an answered call in which neither side spoke, holds left out; `at` UTC epoch ms. */
export function longestSilence(facts: readonly SimulationFact[]): { readonly at: number; readonly ms: number } {
  let longest = { at: facts[0]?.at ?? 0, ms: 0 };
  let quietSince: number | undefined;
  let isAgentSpeaking = false;
  let callerUntil = 0;

  const breakAt = (at: number): void => {
    if (quietSince === undefined) return;
    const from = Math.max(quietSince, callerUntil);
    if (at - from > longest.ms) longest = { at: from, ms: at - from };
    quietSince = undefined;
  };
  for (const fact of facts) {
    const { at, type } = fact;
    if (type === 'answered' || type === 'resumed') {
      isAgentSpeaking = false;
      quietSince = at;
    } else if (type === 'held' || type === 'ended') {
      breakAt(at);
      callerUntil = Math.min(callerUntil, at);
    } else if (type === 'agentSpoke') {
      breakAt(at);
      isAgentSpeaking = true;
    } else if (type === 'agentQuiet') {
      isAgentSpeaking = false;
      quietSince = at;
    } else if (type === 'callerSpoke') {
      breakAt(at);
      callerUntil = at + fact.ms;
      if (!isAgentSpeaking) quietSince = at;
    }
  }
  return longest;
}
