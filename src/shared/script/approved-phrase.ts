import { recordingOf, type LineProposal } from '../domain/line-proposal.ts';
import type { Phrase } from '../domain/phrase.ts';
import type { AgentNo } from '../ids.ts';

/**
 * The line of the pack that a proposal becomes when `leader` approves it. Its version is above both what it was made from
 * and `current`, what the line says by now.
 */
export function approvedPhrase(
  { moment, line, recording, baseVersion }: LineProposal,
  current: Phrase | undefined,
  leader: AgentNo,
): Phrase {
  // A recording of words that nobody rewrote is still one of them.
  const kept = current?.text === line.text ? current.recording : undefined;
  const sound = recording === undefined ? kept : recordingOf(recording);
  return {
    ...{ moment, ...line, status: 'approved', reviewer: leader },
    version: Math.max(current?.version ?? 0, baseVersion) + 1,
    ...(sound !== undefined && { recording: sound }),
  };
}
