import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** To the video seat or to self-service, once the prerequisites are there. */
export type HandoverState = 'none' | 'video' | 'missing' | 'ready' | 'selfService' | 'done';

export const handover = tableFlow<HandoverState>({
  governs: ['handover'],
  initial: 'none',
  rows: {
    none: {
      opens: ['handover.video', 'handover.selfService', 'handover.reset', 'handover.branch'],
      on: { 'handover.video': 'video', 'handover.selfService': 'selfService', 'handover.reset': 'selfService' },
    },
    video: {
      opens: ['handover.missing', 'handover.branch'],
      on: { prerequisitesChecked: checked, 'handover.branch': 'none' },
    },
    missing: {
      wants: ['handover.missing'],
      opens: ['handover.branch'],
      on: { prerequisitesChecked: checked, 'handover.missing': 'none' },
    },
    ready: { wants: ['handover.now'], on: { prerequisitesChecked: checked, 'handover.now': 'done' } },
    selfService: {
      opens: ['handover.done', 'handover.branch'],
      on: { 'handover.done': 'done', 'handover.branch': 'none' },
    },
    done: {},
  },
  effects: ({ from, event }) =>
    from === 'ready' && event.type === 'said' ? [{ type: 'transferToVideo', at: event.at }] : [],
});

function checked(event: ScriptEvent): HandoverState {
  return event.type === 'prerequisitesChecked' && event.missing.length === 0 ? 'ready' : 'missing';
}
