import { z } from 'zod';

/** How a server is; anybody may ask. */
export const healthSchema = z.object({
  ok: z.boolean(),
  engine: z.enum(['pglite', 'postgres']),
  /** False for the embedded engine, and for a PostgreSQL that was told not to flush to the disk. */
  isDurable: z.boolean(),
  version: z.string(),
});
