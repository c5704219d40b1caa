import { z } from 'zod';

/** Names of SIP headers that may carry one fact, first present wins. Case-insensitive. */
const headerNamesSchema = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}$/, { error: 'headerName' }),
  )
  .max(8, { error: 'tooMany' });

/** Maps a caller fact to the SIP headers that may carry it. */
export const headerMapSchema = z.object({
  queue: headerNamesSchema,
  language: headerNamesSchema,
  dialect: headerNamesSchema,
  region: headerNamesSchema,
  customerId: headerNamesSchema,
  userToUser: headerNamesSchema,
  identity: headerNamesSchema,
  /** How long the caller waited in the queue: seconds, or minutes and seconds as 1:30. */
  waited: headerNamesSchema,
  /** In the BYE: the caller's satisfaction. */
  rating: headerNamesSchema,
});
export type HeaderMap = z.infer<typeof headerMapSchema>;

export const defaultHeaderMap: HeaderMap = {
  queue: ['X-Queue'],
  language: ['X-Language'],
  dialect: ['X-Dialect'],
  region: ['X-Region'],
  customerId: ['X-Customer-Id'],
  userToUser: ['User-to-User'],
  identity: ['P-Asserted-Identity'],
  waited: ['X-Queue-Wait', 'X-Wait-Time'],
  rating: ['X-Satisfaction'],
};
