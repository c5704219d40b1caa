import type { FalseReportCheck, Procedure, ProcedureSlot, Step } from '../domain/procedure.ts';

/** One way out of a step, and the slots that are known to whoever took it. */
export interface Way {
  readonly to: string;
  readonly gives: readonly ProcedureSlot[];
}

export function waysOf(step: Step): Way[] {
  switch (step.kind) {
    case 'ask':
      return step.answers.map(({ to }) => ({ to, gives: [] }));
    case 'check': {
      const found: ProcedureSlot[] = step.lookUp === 'arrears' ? ['amount', 'asOf'] : ['cause', 'until', 'asOf'];
      return [
        { to: step.clear, gives: ['asOf'] },
        { to: step.found, gives: found },
        { to: step.unknown, gives: [] },
      ];
    }
    case 'write':
      return [{ to: step.to, gives: step.field === 'description' ? [] : [step.field] }];
    case 'tell':
      return [{ to: step.to, gives: [] }];
    case 'end':
      return [];
  }
}

export function checkOf(step: Step): FalseReportCheck | undefined {
  if (step.kind === 'check') return step.lookUp;
  return step.kind === 'ask' ? step.rulesOut : undefined;
}

/** What is certain on arrival at a step, whichever way led there. */
export interface Certain {
  readonly slots: ReadonlySet<ProcedureSlot>;
  readonly checks: ReadonlySet<FalseReportCheck>;
}

export interface Survey {
  /** Only steps that can be reached are in it. */
  readonly certain: ReadonlyMap<string, Certain>;
  /** Ways that lead to no step. */
  readonly broken: readonly { readonly from: string; readonly to: string }[];
  /** Steps from which a way leads back to themselves. */
  readonly circles: readonly string[];
}

/** Walks through all ways of a procedure at once. */
export function survey({ steps }: Pick<Procedure, 'steps'>): Survey {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const broken: { from: string; to: string }[] = [];
  const circles: string[] = [];
  const order: Step[] = [];
  const stateOf = new Map<string, 'open' | 'done'>();
  const visit = (step: Step): void => {
    stateOf.set(step.id, 'open');
    for (const { to } of waysOf(step)) {
      const next = byId.get(to);
      if (!next) broken.push({ from: step.id, to });
      else if (stateOf.get(to) === 'open') circles.push(to);
      else if (stateOf.get(to) === undefined) visit(next);
    }
    stateOf.set(step.id, 'done');
    order.unshift(step);
  };
  const [first] = steps;
  if (first) visit(first);
  return { certain: certainIn(order), broken, circles };
}

/** `order`: every step after all that lead to it. */
function certainIn(order: readonly Step[]): Map<string, Certain> {
  const certain = new Map<string, Certain>();
  const [first] = order;
  if (first) certain.set(first.id, { slots: new Set(), checks: new Set() });
  for (const step of order) {
    const here = certain.get(step.id);
    if (!here) continue;
    const check = checkOf(step);
    const checks = new Set([...here.checks, ...(check ? [check] : [])]);
    for (const { to, gives } of waysOf(step)) {
      const before = certain.get(to);
      const slots = new Set([...here.slots, ...gives]);
      certain.set(
        to,
        before ? { slots: both(before.slots, slots), checks: both(before.checks, checks) } : { slots, checks },
      );
    }
  }
  return certain;
}

function both<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): Set<T> {
  return new Set([...one].filter((entry) => other.has(entry)));
}
