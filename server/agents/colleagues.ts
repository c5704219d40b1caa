import type { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import type { Colleague } from '../../src/shared/domain/colleague.ts';
import type { colleaguesAnswerSchema } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

interface ColleagueRow {
  body: string;
  sip_user: string | null;
  kind: Colleague['kind'] | null;
  since: number | null;
}

/** Everybody else who works here and where he stands. Neither names nor reasons: nobody needs those to hand a call over. */
export async function listColleagues(
  client: SqlClient,
  asking: AgentNo,
  now: number,
): Promise<z.infer<typeof colleaguesAnswerSchema>> {
  const rows = await client.query<ColleagueRow>(
    `SELECT a.body, l.sip_user, p.kind, p.since
       FROM agents a LEFT JOIN agent_lines l USING (agent_no) LEFT JOIN agent_presence p USING (agent_no)
      WHERE a.is_active AND a.agent_no <> $1 ORDER BY a.agent_no`,
    [asking],
  );
  return { now, colleagues: rows.map(colleagueOf) };
}

function colleagueOf({ body, sip_user, kind, since }: ColleagueRow): Colleague {
  const { displayName: _, ...agent } = agentSchema.parse(JSON.parse(body));
  return {
    ...agent,
    ...(sip_user !== null && { extension: sip_user }),
    kind: kind ?? 'OFFLINE',
    ...(since !== null && { since }),
  };
}
