import type { Procedure, ProcedureSlot } from '../domain/procedure.ts';
import { stepAt, type ProcedureRun } from './procedure-run.ts';

export interface SlotFormats {
  readonly money: (fen: number) => string;
  readonly time: (at: number) => string;
}

/** What the texts of a run may take over from its earlier steps; a later one wins. */
export function runSlots(
  procedure: Procedure,
  run: ProcedureRun,
  { money, time }: SlotFormats,
): Partial<Record<ProcedureSlot, string>> {
  const slots: Partial<Record<ProcedureSlot, string>> = {};
  for (const taken of run.taken) {
    if (taken.kind === 'check' && taken.found.state !== 'unknown') {
      const { found } = taken;
      slots.asOf = time(found.asOf);
      if (found.state === 'found' && found.kind === 'plannedOutage') {
        slots.cause = found.cause;
        slots.until = time(found.until);
      } else if (found.state === 'found') {
        slots.amount = money(found.amountFen);
      }
    }
    if (taken.kind !== 'write') continue;
    const step = stepAt(procedure, taken.step);
    if (step.kind === 'write' && step.field !== 'description') slots[step.field] = taken.text;
  }
  return slots;
}

/** A slot nobody knows stays as it is written: the checker lets no such text through. */
export function fillSlots(text: string, slots: Partial<Record<ProcedureSlot, string>>): string {
  return text.replaceAll(/\{([A-Za-z]+)\}/gu, (whole, name: string) => slots[name as ProcedureSlot] ?? whole);
}
