import { procedureSchema } from '../domain/procedure.ts';
import { treeFaults } from './tree-faults.ts';

/** A procedure as a centre publishes it: one that would lead an agent astray is none. Issues name step and reason. */
export const publishedProcedureSchema = procedureSchema.superRefine((procedure, context) => {
  for (const { path, reason } of treeFaults(procedure)) {
    context.addIssue({ code: 'custom', path: [...path], message: reason });
  }
});
