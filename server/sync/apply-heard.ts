import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Decision } from './mutation-outcome.ts';

type TaskHeard = Extract<Mutation, { kind: 'task.heard' }>;

/** Whoever listened to what a caller said is an entry of the audit log, whatever became of the task since. */
export function decideHeard({ agentNo, deviceId, body }: TaskHeard): Decision {
  return { outcome: 'applied', streams: [], deed: { kind: 'messageHeard', agentNo, deviceId, detail: body } };
}
