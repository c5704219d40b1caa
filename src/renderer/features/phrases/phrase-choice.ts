import type { FilledSlots } from '../../../shared/domain/call.ts';
import type { MomentKind } from '../../../shared/domain/moment.ts';
import { viewLine, type LineView } from '../../../shared/script/line-view.ts';
import type { SlotValues } from '../../../shared/script/slots.ts';
import type { SpeakOptions } from '../../../shared/script/speak.ts';
import { courseOfCall, type CourseStep } from '../../../shared/script/moment-place.ts';
import type { Advice, Suggestion } from '../../../shared/script/suggest.ts';
import type { ScriptEvent } from '../../../shared/script/flows/flow.ts';

export interface Choice {
  /** What to say now; absent while no call is there or the call is over. */
  readonly now: LineView | undefined;
  /** The next steps, then the best line of each kind. */
  readonly next: readonly LineView[];
  /** Everything else that may be said; made ready to show only when asked for. */
  readonly more: readonly Suggestion[];
  readonly show: (line: Suggestion) => LineView;
  /** The steps of the strip above the list. */
  readonly steps: readonly StepView[];
}

/** The lines of an advice as the panel shows them, in its order. */
export function choosePhrases(
  advice: Advice,
  values: SlotValues,
  options: SpeakOptions & { readonly log: readonly ScriptEvent[]; readonly filled?: FilledSlots | undefined },
): Choice {
  const [first, ...rest] = advice.lines;
  const seen = new Set<MomentKind>();
  const next: Suggestion[] = [];
  const more: Suggestion[] = [];
  for (const line of rest) {
    const isFirstOfKind = !seen.has(line.moment.kind) && line.moment.kind !== first?.moment.kind;
    (line.isNext || isFirstOfKind ? next : more).push(line);
    seen.add(line.moment.kind);
  }
  const show = (line: Suggestion): LineView => viewLine(line, values, options);
  return { now: first && show(first), next: next.map(show), more, show, steps: courseSteps(advice, options.log) };
}

export interface StepView {
  readonly kind: CourseStep;
  readonly isDone: boolean;
  readonly isNow: boolean;
}

/** Which steps are done, and which is next. */
function courseSteps({ state }: Pick<Advice, 'state'>, log: readonly ScriptEvent[]): StepView[] {
  const isDone = (kind: CourseStep): boolean => {
    if (kind === 'closing.anythingElse') return state.closing !== 'open';
    if (kind === 'closing.farewell') return state.closing === 'closed';
    return log.some((event) => event.type === 'said' && event.kind === kind);
  };
  const firstOpen = courseOfCall.find((kind) => !isDone(kind));
  return courseOfCall.map((kind) => ({ kind, isDone: isDone(kind), isNow: kind === firstOpen }));
}
