import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articleFileSchema } from '../../src/shared/domain/article.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { groupsIn } from './content-files.ts';

/**
 * Domain by group of the Mandarin articles that desks have: those that come with them, and those that were published.
 * @param resources the folder that desks are built with
 */
export async function knownGroups(engine: SqlEngine, resources: string): Promise<Map<string, string>> {
  const folder = join(resources, 'knowledge');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const shipped = names.map((file) => {
    const content = articleFileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return { file, content };
  });
  const published = await engine.query<{ group: string; domain: string }>(
    // An article that was published with a NUL in it can't be read as jsonb, and would stop all others: it counts as none.
    `SELECT DISTINCT body ->> 'group' AS "group", body ->> 'domain' AS domain
       FROM (SELECT CASE WHEN strpos(body, '\\u0000') = 0 THEN body::jsonb END AS body
               FROM published WHERE stream = 'knowledge' AND body IS NOT NULL) AS article
      WHERE body ->> 'lang' = 'zh-Hans'`,
  );
  return new Map([...groupsIn(shipped), ...published.map(({ group, domain }): [string, string] => [group, domain])]);
}
