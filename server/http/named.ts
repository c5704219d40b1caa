import type { z } from 'zod';
import type { Named } from './endpoint.ts';

/** What a request may hold and nothing besides: a field that nobody knows is refused by its name. */
export function strictly<S extends z.ZodObject>(name: string, schema: S): Named<S> {
  return { name, schema: schema.strict() as unknown as S };
}

export function named<S extends z.ZodType>(name: string, schema: S): Named<S> {
  return { name, schema };
}
