import type { ScriptMark } from '../domain/script-mark.ts';
import type { FlowName, ScriptState } from './flows/script-state.ts';

type Answer = ScriptMark extends infer M ? (M extends ScriptMark ? Omit<M, 'at'> : never) : never;

/** A question that a flow waits to have answered, and what may be answered: the words go on from there. */
export interface FlowQuestion {
  readonly flow: FlowName;
  readonly answers: readonly { readonly name: AnswerName; readonly mark: Answer }[];
}

export const answerNames = [
  ...(['rated5', 'rated4', 'rated3', 'rated2', 'rated1'] as const),
  ...(['isOn', 'isOff', 'found', 'joined', 'nobody', 'ready', 'missing'] as const),
] as const;
export type AnswerName = (typeof answerNames)[number];

/** What the flows of a call wait for besides words, as they stand. The leader's answer has its own place. */
export function openQuestions(state: ScriptState): FlowQuestion[] {
  const questions: FlowQuestion[] = [];
  if (state.followUp === 'asked') {
    const scores = [5, 4, 3, 2, 1] as const;
    const answers = scores.map((score) => ({
      name: `rated${score}` as const,
      mark: { type: 'rated' as const, score },
    }));
    questions.push({ flow: 'followUp', answers });
  }
  // Who is busy may be free a moment later.
  if (state.namedAgent === 'offered' || state.namedAgent === 'isBusy') {
    questions.push({
      flow: 'namedAgent',
      answers: [
        { name: 'isOn', mark: { type: 'presenceKnown', isOn: true } },
        { name: 'isOff', mark: { type: 'presenceKnown', isOn: false } },
      ],
    });
  }
  if (state.noCommonLanguage === 'waiting') {
    questions.push({
      flow: 'noCommonLanguage',
      answers: [
        { name: 'found', mark: { type: 'colleagueFound', by: 'transfer' } },
        { name: 'joined', mark: { type: 'colleagueFound', by: 'conference' } },
        { name: 'nobody', mark: { type: 'nobodySpeaks' } },
      ],
    });
  }
  if (state.handover === 'video') {
    questions.push({
      flow: 'handover',
      answers: [
        { name: 'ready', mark: { type: 'prerequisitesChecked', missing: [] } },
        { name: 'missing', mark: { type: 'prerequisitesChecked', missing: ['?'] } },
      ],
    });
  }
  return questions;
}
