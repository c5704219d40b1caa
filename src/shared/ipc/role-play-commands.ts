import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import {
  answerRolePlayRequestSchema,
  endRolePlayRequestSchema,
  inviteRolePlayRequestSchema,
  rolePlaySaidSchema,
  sayInRolePlayRequestSchema,
} from '../sync/role-play-wire.ts';
import { rolePlayEntrySchema } from '../training/role-play.ts';

const done = z.object({});

/**
 * The part of the contract that is about two who play a practice call. All but the log goes through the centre: it fails with
 * `server.*` without, and with `rolePlay.over` when the centre knows of no such play any more.
 */
export const rolePlayCommands = {
  /** Fails with `rolePlay.colleagueAway` for somebody who is at no desk. */
  'rolePlay:invite': { input: inviteRolePlayRequestSchema, output: done },
  'rolePlay:answer': { input: answerRolePlayRequestSchema, output: done },
  'rolePlay:say': { input: sayInRolePlayRequestSchema, output: done },
  'rolePlay:end': { input: endRolePlayRequestSchema, output: done },
  /** Keeps a round in the agent's seat; once more for the same round replaces it. The centre is not told. */
  'rolePlay:keep': { input: rolePlayEntrySchema, output: done },
  /** The agent's own, newest first. */
  'rolePlay:log': {
    input: z.object({ limit: z.number().int().min(1).max(200) }),
    output: z.array(rolePlayEntrySchema),
  },
} as const;

export const rolePlayHeardSchema = z.object({ id: z.uuid(), from: agentNoSchema, said: rolePlaySaidSchema });
export type RolePlayHeard = z.infer<typeof rolePlayHeardSchema>;
