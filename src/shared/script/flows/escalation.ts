import type { ScriptFacts } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** Leader on the floor, city line, provincial line, national line: in order, none skipped that there is. */
export type EscalationState = 'none' | 'triggered' | 'leader' | 'city' | 'province' | 'nation';

const leaderLines = ['escalation.leaderHere', 'escalation.leaderBusy', 'escalation.long'] as const;

/** The rung above the leader: a centre without a city line goes on with the province. */
const aboveLeader = ({ hasCityLine }: ScriptFacts): readonly string[] => [
  ...leaderLines,
  hasCityLine ? 'escalation.city' : 'escalation.province',
];

export const escalation = tableFlow<EscalationState>({
  governs: ['escalation'],
  initial: 'none',
  rows: {
    none: {
      wants: ({ isTalkLong }) => (isTalkLong ? ['escalation.long'] : []),
      opens: ['escalation.offer', 'escalation.media'],
      on: {
        escalationTriggered: 'triggered',
        'escalation.media': 'triggered',
        'escalation.offer': 'leader',
        'escalation.long': 'leader',
      },
    },
    triggered: { wants: ['escalation.offer'], opens: ['escalation.media'], on: { 'escalation.offer': 'leader' } },
    leader: {
      opens: aboveLeader,
      on: {
        'escalation.city': (_, { hasCityLine }) => (hasCityLine ? 'city' : 'leader'),
        'escalation.province': (_, { hasCityLine }) => (hasCityLine ? 'leader' : 'province'),
      },
    },
    city: { opens: ['escalation.province'], on: { 'escalation.province': 'province' } },
    province: { opens: ['escalation.nation'], on: { 'escalation.nation': 'nation' } },
    nation: {},
  },
  effects: ({ from, to, event }) =>
    to === 'leader' && from !== 'leader' ? [{ type: 'askLeader', about: 'takeOver', at: event.at }] : [],
});
