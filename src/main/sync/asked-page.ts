import { createHash } from 'node:crypto';
import type { Result } from '../../shared/ipc/result.ts';
import { ok } from '../../shared/ipc/result.ts';
import { pageText } from '../../shared/sync/page-text.ts';
import type { PullAnswer, PullStream } from '../../shared/sync/wire.ts';
import type { ServerSession } from './server-session.ts';

export interface AskedPage {
  readonly page: PullAnswer;
  /** It came as it was sent. */
  readonly isIntact: boolean;
}

/** Small pages: while the seat's worker writes one, a ringing call waits for it. */
export const rowsPerPage = 200;
/** A recording is as long as a hundred other rows. */
const recordingsPerPage = 10;

/** The page after `cursor`, asked for once more where its checksum does not fit: most damage is done on the way. */
export async function askPage(
  server: Pick<ServerSession, 'pull'>,
  stream: PullStream,
  cursor: string | undefined,
): Promise<Result<AskedPage>> {
  const ask = async (): Promise<Result<AskedPage>> => {
    const answer = await server.pull(stream, cursor, stream === 'recordings' ? recordingsPerPage : rowsPerPage);
    return answer.ok ? ok({ page: answer.value, isIntact: isIntact(stream, answer.value) }) : answer;
  };
  const first = await ask();
  return first.ok && !first.value.isIntact ? ask() : first;
}

/** A page of a server that knows no checksums is taken as it is. */
function isIntact(stream: PullStream, page: PullAnswer): boolean {
  if (page.hash === undefined) return true;
  return createHash('sha256').update(pageText(stream, page)).digest('base64url') === page.hash;
}
