import type { Standing } from '../../../shared/domain/agent-report.ts';
import type { AgentNo, DeviceId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { protocolVersion, type SignInAnswer, type Tokens } from '../../../shared/sync/wire.ts';
import type { Opened, SeatStore } from '../../db/seat-store.ts';
import type { ServerClient } from '../../sync/server-client.ts';
import { createServerSession } from '../../sync/server-session.ts';

export interface OpenSeatOptions {
  readonly seat: SeatStore;
  readonly client: ServerClient;
  readonly deviceId: DeviceId;
  readonly agentNo: AgentNo;
  readonly password: string;
  readonly now: () => number;
}

export interface OpenedSeat {
  readonly opened: Opened;
  readonly isOnline: boolean;
  readonly tokens: Partial<Tokens>;
  /** Where the agent stood a moment ago, by the word of the centre, on this desk's clock. */
  readonly standing?: Standing;
}

/**
 * Opens the agent's seat by the server's word, or by the seat's own files when the server gives none. What the server
 * says wins: a password that it refuses opens nothing here either. An account that it locked is no such word about the
 * password: anybody can lock it from anywhere, so who knows the password goes on without the server, and is told.
 */
export async function openSeat(options: OpenSeatOptions): Promise<Result<OpenedSeat>> {
  const opened = await openOnce(options);
  const isMended = !opened.ok && opened.error.code === 'storage.keyDamaged' && opened.error.retry === 'auto';
  return isMended ? openOnce(options) : opened;
}

async function openOnce(options: OpenSeatOptions): Promise<Result<OpenedSeat>> {
  const { seat, client, agentNo, password, deviceId } = options;
  const known = await seat.peek(agentNo);
  const authorKey = known.authorKey ?? (await seat.prepare(agentNo));
  const answer = await client.signIn({
    ...{ protocolVersion, agentNo, password, deviceId, authorKey },
    numbersLeft: known.numbersLeft,
  });
  if (answer.ok) return openOnline(options, answer.value, known.sealedKey);
  if (answer.error.code === 'auth.locked' && known.exists) return openLocked(options, answer.error);
  if (answer.error.code.startsWith('auth.')) return answer;
  return known.exists ? openOffline(options) : err(firstNeedsServer(answer.error));
}

async function openOnline(
  options: OpenSeatOptions,
  answer: SignInAnswer,
  sealedKey: string | undefined,
): Promise<Result<OpenedSeat>> {
  const { seat, agentNo, password } = options;
  const { accessToken, accessExpiresAt, refreshToken } = answer;
  const tokens = { accessToken, accessExpiresAt, refreshToken };
  let opened = await seat.openOnline(agentNo, password, answer);
  if (!opened.ok && opened.error.code === 'storage.wrongKey' && sealedKey !== undefined) {
    opened = await recover(options, answer, sealedKey, tokens);
  }
  if (!opened.ok) return opened;
  const standing = answer.standing && { ...answer.standing, since: options.now() - ageOf(answer) };
  return ok({ opened: opened.value, isOnline: true, tokens, ...(standing && { standing }) });
}

function ageOf({ standing, serverTime }: SignInAnswer): number {
  return Math.max(0, serverTime - (standing?.since ?? serverTime));
}

/** The password was changed at the centre: the centre unseals the seat's key, which is wrapped again under the new one. */
async function recover(
  { seat, client, agentNo, password, deviceId }: OpenSeatOptions,
  answer: SignInAnswer,
  sealedKey: string,
  tokens: Tokens,
): Promise<Result<Opened>> {
  const server = createServerSession({ client, tokens, keepRefreshToken: () => Promise.resolve() });
  const dataKey = await server.recoverKey(deviceId, sealedKey);
  server.close();
  if (dataKey.ok) return seat.recover(agentNo, password, dataKey.value, answer);
  // Refused for good: the seal itself is no longer what the centre made. Else the server went away half-way.
  return err(
    dataKey.error.retry === 'none'
      ? appError('storage.keyDamaged', 'none')
      : appError('auth.serverUnreachable', 'user'),
  );
}

async function openOffline({ seat, agentNo, password, now }: OpenSeatOptions): Promise<Result<OpenedSeat>> {
  const opened = await seat.openOffline(agentNo, password, now());
  if (!opened.ok) return opened;
  return ok({ opened: opened.value, isOnline: false, tokens: tokensKept(opened.value) });
}

async function openLocked(options: OpenSeatOptions, locked: AppError): Promise<Result<OpenedSeat>> {
  const answer = await openOffline(options);
  if (!answer.ok) return err(locked);
  const { opened } = answer.value;
  return ok({ ...answer.value, opened: { ...opened, warnings: [...opened.warnings, locked] } });
}

/** What a seat that opened without the server can show it later. */
export function tokensKept(opened: Opened): Partial<Tokens> {
  return opened.refreshToken === undefined ? {} : { refreshToken: opened.refreshToken };
}

function firstNeedsServer(error: AppError): AppError {
  const isSilent = error.code === 'server.unreachable';
  return appError(isSilent ? 'auth.firstSignInNeedsServer' : 'auth.serverUnreachable', 'user');
}
