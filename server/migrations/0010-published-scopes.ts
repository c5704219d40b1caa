import type { Migration } from './migration.ts';

/** 30 days, in ms. */
const month = 30 * 24 * 3_600_000;

export const publishedScopesMigration: Migration = {
  version: 10,
  name: 'published-scopes',
  statements: [
    // `scopes`: whose machines an item is for, see server/sync/scope.ts. `moved_xact`: the transaction in which somebody
    // last lost sight of it. `expires_at`: when it leaves the feed by itself, UTC epoch ms.
    `ALTER TABLE published
       ADD COLUMN customer_id text,
       ADD COLUMN scopes text[] NOT NULL DEFAULT '{*}',
       ADD COLUMN moved_xact xid8,
       ADD COLUMN expires_at bigint`,
    // Quotes inside of a text are escaped in JSON, so none of these patterns fits within one.
    `UPDATE published SET scopes = ARRAY['a:' || substring(body FROM '"area":"([^"]+)"')]
      WHERE stream IN ('customers', 'tickets') AND body ~ '"area":"[^"]+"'`,
    `UPDATE published SET customer_id = substring(body FROM '"customerId":"([^"]+)"')
      WHERE stream IN ('tickets', 'calls') AND body IS NOT NULL`,
    `UPDATE published item
        SET scopes = CASE WHEN item.scopes = '{*}' THEN customer.scopes ELSE item.scopes || customer.scopes END
       FROM published customer
      WHERE customer.stream = 'customers' AND customer.id = item.customer_id AND item.stream IN ('tickets', 'calls')`,
    `UPDATE published SET expires_at = substring(body FROM '"at":([0-9]+)')::bigint + ${String(month)}
      WHERE stream = 'calls' AND body IS NOT NULL`,
    `UPDATE published SET expires_at = substring(body FROM '"updatedAt":([0-9]+)')::bigint + ${String(month)}
      WHERE stream = 'tickets' AND body ~ '"status":"(closed|cancelled)"'`,
    `CREATE INDEX published_customer ON published (customer_id) WHERE customer_id IS NOT NULL`,
    `CREATE INDEX published_expiry ON published (expires_at) WHERE expires_at IS NOT NULL`,
    // Whether the centre has more customers than one machine is given.
    `ALTER TABLE centre ADD COLUMN is_large boolean NOT NULL DEFAULT false`,
  ],
};
