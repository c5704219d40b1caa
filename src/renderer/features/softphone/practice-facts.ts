import type { SimulationFact } from '../../../shared/training/simulation-facts.ts';
import type { PracticeEvent, PracticeState } from '../../telephony/practice/practice-port.ts';

/** What an event of a practice caller says about the simulation; `before` is where he stood until then. */
export function factOf(event: PracticeEvent, before: PracticeState, now: number): SimulationFact | undefined {
  switch (event.type) {
    case 'captioned': {
      const { at, ms } = event.caption;
      return { at, type: 'callerSpoke', ms };
    }
    case 'agentHeard':
      return { at: event.at, type: event.isSpeaking ? 'agentSpoke' : 'agentQuiet' };
    case 'callerHeard':
      return { at: event.at, type: 'callerSpoke', ms: event.ms };
    case 'stateChanged': {
      const type = changeOf(before.kind, event.state.kind);
      return type && { at: now, type };
    }
  }
}

function changeOf(before: PracticeState['kind'], after: PracticeState['kind']) {
  if (after === 'idle' || after === 'callingAgain') {
    return before === 'idle' || before === 'ringing' || before === 'callingAgain' ? undefined : 'ended';
  }
  if (before === 'ringing') return 'answered';
  if (after === 'onHold') return 'held';
  return before === 'onHold' && after !== 'leaving' ? 'resumed' : undefined;
}
