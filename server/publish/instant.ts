import { z } from 'zod';

/** UTC epoch ms, or ISO 8601 with its offset, as people write it. */
export const instant = z.union(
  [
    z.number().int().nonnegative(),
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/)
      .transform((text) => Date.parse(text))
      .refine((ms) => Number.isFinite(ms)),
  ],
  { error: 'a time is epoch ms, or like 2026-03-01T08:00+08:00' },
);
