import { z } from 'zod';
import { lookUpAnswerSchema, lookUpKindSchema } from '../domain/look-up.ts';
import { procedureSchema } from '../domain/procedure.ts';
import { customerIdSchema } from '../ids.ts';

/** The part of the contract that is about step-by-step procedures and what they ask of the centre's business system. */
export const procedureCommands = {
  /** All that are not retired; the page keeps them. */
  'procedures:all': { input: z.object({}), output: z.array(procedureSchema) },
  /** Never fails: what can't be found out is answered as unknown, with the time it was asked. */
  'business:lookUp': {
    input: z.object({
      kind: lookUpKindSchema,
      customerId: customerIdSchema.optional(),
      /** Area id of the ticket catalog. */
      area: z.string().max(40).optional(),
    }),
    output: lookUpAnswerSchema,
  },
} as const;
