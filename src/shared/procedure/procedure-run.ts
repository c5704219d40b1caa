import type { LookUpAnswer } from '../domain/look-up.ts';
import type { Procedure, Step } from '../domain/procedure.ts';
import type { TicketType } from '../domain/ticket.ts';

/**
 * A procedure on its way beside a call. There is no state besides what was taken: the step is where the last of it led.
 *
 *   ask ── answered ──► · write ── wrote ──► · tell ── went on ──►
 *   check ── looked up ──► (the answer stands there) ── went on ──► clear | found | unknown
 *   any ── took back ──► the step before · end: nothing leads on
 */
export interface ProcedureRun {
  readonly procedureId: string;
  readonly at: string;
  readonly taken: readonly Taken[];
  /** The answer that stands beside a check until the agent goes on. */
  readonly lookedUp?: LookUpAnswer;
}

/** One step that lies behind. */
export type Taken =
  | { readonly kind: 'ask'; readonly step: string; readonly answer: number }
  | { readonly kind: 'check'; readonly step: string; readonly found: LookUpAnswer }
  | { readonly kind: 'write'; readonly step: string; readonly text: string }
  | { readonly kind: 'tell'; readonly step: string };

export type ProcedureEvent =
  | { readonly type: 'answered'; readonly index: number }
  | { readonly type: 'lookedUp'; readonly answer: LookUpAnswer }
  | { readonly type: 'wrote'; readonly text: string }
  | { readonly type: 'wentOn' }
  | { readonly type: 'tookBack' };

/** What a ticket takes over; only what was written down is there. */
export interface ProcedureResult {
  readonly ticket: { readonly type: TicketType; readonly subType: string };
  readonly address?: string;
  readonly callerPhone?: string;
  readonly notes: readonly string[];
  readonly taken: readonly Taken[];
}

export function beginRun(procedure: Procedure): ProcedureRun {
  const [first] = procedure.steps;
  if (!first) throw new Error('a procedure without steps');
  return { procedureId: procedure.id, at: first.id, taken: [] };
}

export function stepAt(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((entry) => entry.id === id);
  if (!step) throw new Error(`no step ${id} in ${procedure.id}`);
  return step;
}

/** The run after an event; the same one where the event does not fit the step. */
export function moveOn(procedure: Procedure, run: ProcedureRun, event: ProcedureEvent): ProcedureRun {
  if (event.type === 'tookBack') return takeBack(run);
  const step = stepAt(procedure, run.at);
  switch (step.kind) {
    case 'ask': {
      const answer = event.type === 'answered' ? step.answers[event.index] : undefined;
      if (event.type !== 'answered' || !answer) return run;
      return goTo(run, answer.to, { kind: 'ask', step: step.id, answer: event.index });
    }
    case 'check': {
      if (event.type === 'lookedUp')
        return event.answer.kind === step.lookUp ? { ...run, lookedUp: event.answer } : run;
      const found = run.lookedUp;
      return event.type === 'wentOn' && found
        ? goTo(run, step[found.state], { kind: 'check', step: step.id, found })
        : run;
    }
    case 'write': {
      const text = event.type === 'wrote' ? event.text.trim() : '';
      return text === '' ? run : goTo(run, step.to, { kind: 'write', step: step.id, text });
    }
    case 'tell':
      return event.type === 'wentOn' ? goTo(run, step.to, { kind: 'tell', step: step.id }) : run;
    case 'end':
      return run;
  }
}

/** Undefined before the end. */
export function resultOf(procedure: Procedure, run: ProcedureRun): ProcedureResult | undefined {
  const end = stepAt(procedure, run.at);
  if (end.kind !== 'end') return undefined;
  const written = (field: 'address' | 'callerPhone' | 'description'): string[] =>
    run.taken.flatMap((taken) => {
      const step = stepAt(procedure, taken.step);
      return taken.kind === 'write' && step.kind === 'write' && step.field === field ? [taken.text] : [];
    });
  const address = written('address').at(-1);
  const callerPhone = written('callerPhone').at(-1);
  return {
    ticket: end.ticket,
    ...(address === undefined ? {} : { address }),
    ...(callerPhone === undefined ? {} : { callerPhone }),
    notes: written('description'),
    taken: run.taken,
  };
}

function goTo({ procedureId, taken }: ProcedureRun, at: string, step: Taken): ProcedureRun {
  return { procedureId, at, taken: [...taken, step] };
}

/** What was looked up stands there again when its step does: it was known at its own time. */
function takeBack(run: ProcedureRun): ProcedureRun {
  const last = run.taken.at(-1);
  if (!last) return run;
  const { procedureId } = run;
  const before = { procedureId, at: last.step, taken: run.taken.slice(0, -1) };
  return last.kind === 'check' ? { ...before, lookedUp: last.found } : before;
}
