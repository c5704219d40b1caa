import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** Calling back after a ticket was answered: is it solved, the rating, and a bad one opens the ticket again. */
export type FollowUpState = 'none' | 'opened' | 'checked' | 'asked' | 'good' | 'bad' | 'reopened' | 'done';

/** Up to here a rating of 1–5 is a bad one. */
const badUpTo = 3;

export const followUp = tableFlow<FollowUpState>({
  governs: ['followUp'],
  initial: 'none',
  rows: {
    none: { on: { 'followUp.open': 'opened', 'greeting.recorded': 'checked' } },
    opened: {
      wants: ['followUp.done'],
      opens: ['followUp.unreached'],
      on: { 'followUp.done': 'checked', 'followUp.unreached': 'done' },
    },
    checked: {
      wants: ['followUp.rating'],
      opens: ['followUp.choice', 'followUp.unreached'],
      on: { 'followUp.rating': 'asked', 'followUp.choice': 'asked', 'followUp.unreached': 'done' },
    },
    asked: {
      opens: ['followUp.good', 'followUp.bad', 'followUp.noRating'],
      on: { rated, 'followUp.good': 'done', 'followUp.bad': 'reopened', 'followUp.noRating': 'done' },
    },
    good: { wants: ['followUp.good'], on: { rated, 'followUp.good': 'done' } },
    bad: { wants: ['followUp.bad'], on: { rated, 'followUp.bad': 'reopened' } },
    reopened: { wants: ['followUp.reopened'], on: { 'followUp.reopened': 'done' } },
    done: {},
  },
  effects: ({ from, event }) =>
    from === 'reopened' && event.type === 'said' ? [{ type: 'reopenTicket', at: event.at }] : [],
});

function rated(event: ScriptEvent): FollowUpState {
  return event.type === 'rated' && event.score <= badUpTo ? 'bad' : 'good';
}
