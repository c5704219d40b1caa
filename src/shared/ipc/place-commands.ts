import { z } from 'zod';
import { placeSchema } from '../domain/place.ts';

/** The part of the contract that is about places. */
export const placeCommands = {
  /** All that the desk knows; the page finds in them by itself. */
  'places:all': { input: z.object({}), output: z.array(placeSchema) },
} as const;
