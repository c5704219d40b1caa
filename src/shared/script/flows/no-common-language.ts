import type { ScriptEvent } from './flow.ts';
import { tableFlow } from './table-flow.ts';

/** A caller whose language or dialect this agent does not speak: please wait, a colleague, else a call-back. */
export type NoCommonLanguageState = 'none' | 'waiting' | 'found' | 'joined' | 'nobody' | 'done';

export const noCommonLanguage = tableFlow<NoCommonLanguageState>({
  governs: ['noCommonLanguage'],
  initial: 'none',
  rows: {
    none: {
      wants: ({ isLanguageSpoken }) => (isLanguageSpoken ? [] : ['noCommonLanguage.wait']),
      opens: ['noCommonLanguage.wait', 'noCommonLanguage.mandarin'],
      on: { 'noCommonLanguage.wait': 'waiting' },
    },
    waiting: {
      opens: ['noCommonLanguage.callback', 'noCommonLanguage.mandarin'],
      on: { colleagueFound: found, nobodySpeaks: 'nobody', 'noCommonLanguage.callback': 'done' },
    },
    found: {
      wants: ['noCommonLanguage.handOver'],
      on: { 'noCommonLanguage.handOver': 'done', nobodySpeaks: 'nobody' },
    },
    joined: {
      wants: ['noCommonLanguage.conference'],
      on: { 'noCommonLanguage.conference': 'done', nobodySpeaks: 'nobody' },
    },
    nobody: {
      wants: ['noCommonLanguage.callback'],
      on: { 'noCommonLanguage.callback': 'done', colleagueFound: found },
    },
    done: {},
  },
  effects: ({ from, event }, { language }) =>
    event.type === 'said' && event.moment === 'noCommonLanguage.callback' && from !== 'done'
      ? [{ type: 'bookCallback', language, at: event.at }]
      : [],
});

function found(event: ScriptEvent): NoCommonLanguageState {
  return event.type === 'colleagueFound' && event.by === 'conference' ? 'joined' : 'found';
}
