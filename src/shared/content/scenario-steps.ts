import type { Scenario, ScenarioStep } from '../domain/scenario.ts';
import { duplicateProblems, problemsAt, type ContentProblem } from './problem.ts';

/** Whether a scenario can be gone through: every step is there, is reached, and gets to an end. */
export function stepProblems(file: string, { steps }: Scenario): ContentProblem[] {
  const ids = new Set(steps.map(({ id }) => id));
  const reached = closure([steps[0]?.id ?? ''], (id) => next(steps.find((step) => step.id === id)));
  const ending = closure(
    steps.filter(({ end }) => end !== undefined).map(({ id }) => id),
    (id) => steps.filter((step) => next(step).includes(id)).map((step) => step.id),
  );
  return [
    ...duplicateProblems(
      steps.map(({ id }, i) => ({ file, path: ['steps', i, 'id'], key: id })),
      'step',
    ),
    ...steps.flatMap((step, i) => [
      ...problemsAt(
        file,
        ['steps', i],
        [
          ...next(step).flatMap((id) => (ids.has(id) ? [] : [`leads to "${id}", which is no step`])),
          ...(reached.has(step.id) ? [] : [`no way leads to "${step.id}"`]),
          ...(ending.has(step.id) ? [] : [`the call never ends after "${step.id}"`]),
          ...wayReasons(step),
        ],
      ),
    ]),
  ];
}

/** What could never be taken, or would be gone through without a moment to hear it. */
function wayReasons({ ways, end, lines }: ScenarioStep): string[] {
  const timed = ways.map(({ on }) => on).filter((on) => on === 'heldLonger' || on === 'silence' || on === 'over');
  return [
    ...(end && end.kind !== 'farewell' && ways.length > 0 ? ['a step that ends the call has no ways'] : []),
    ...(new Set(timed).size < timed.length ? ['two ways on the same clock'] : []),
    ...(lines.length === 0 && ways.some((way) => way.on === 'over' && way.s === 0)
      ? ['nothing is said or awaited']
      : []),
  ];
}

function next(step: ScenarioStep | undefined): string[] {
  const again = step?.end && step.end.kind !== 'farewell' ? step.end.again : undefined;
  return [...(step?.ways.map(({ to }) => to) ?? []), ...(again ? [again.step] : [])];
}

function closure(from: readonly string[], more: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...more(id));
  }
  return found;
}
