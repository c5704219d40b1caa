import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { Agent } from '../../src/shared/domain/agent.ts';
import type { AgentNo } from '../../src/shared/ids.ts';
import { err, ok } from '../../src/shared/ipc/result.ts';
import type { Result } from '../../src/shared/ipc/result.ts';
import { offlineTermMs } from '../../src/shared/sync/wire.ts';
import type { OfflineGrant, SignInAnswer, SignInRequest } from '../../src/shared/sync/wire.ts';
import { standingAt } from '../agents/presence.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditDeed } from '../audit/audit-chain.ts';
import type { Centre } from '../centre.ts';
import { importAuthorKey } from '../keys/centre-crypto.ts';
import { invalidField, refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { lineOf } from './agent-line.ts';
import { beginTry, endTry } from './lock-out.ts';
import { topUpNumbers } from './number-blocks.ts';
import { isPassword } from './password-hash.ts';
import { openSession } from './sessions.ts';

/** Hash of no password: an unknown agent takes as long as a known one. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Who somebody says he is, and at which desk. */
type Credentials = Pick<SignInRequest, 'agentNo' | 'password' | 'deviceId'>;

export async function signIn(centre: Centre, request: SignInRequest): Promise<Result<SignInAnswer, Refusal>> {
  if (!importAuthorKey(request.authorKey)) return err(invalidField('authorKey'));
  const checked = await centre.passwordWork.run(() => checkPassword(centre, request));
  if (!checked) return err(refusal(503, 'server.busy'));
  return checked.value.ok ? ok(await welcome(centre, request, checked.value.value)) : checked.value;
}

/**
 * A leader who stands at somebody else's desk, by his own number and password: counted and locked like his signing in
 * there, and nothing is opened. Noted in the audit log, as an abusive call may be ended on it.
 */
export async function checkLeader(
  centre: Centre,
  given: Credentials,
  askedBy: AgentNo,
): Promise<Result<{ readonly leader: AgentNo }, Refusal>> {
  const checked = await centre.passwordWork.run(() => checkPassword(centre, given));
  if (!checked) return err(refusal(503, 'server.busy'));
  if (!checked.value.ok) return checked.value;
  const { role, agentNo } = checked.value.value;
  if (role !== 'leader') {
    await noteRefused(centre, given, 'auth.notAllowed');
    return err(refusal(403, 'auth.notAllowed'));
  }
  await note(centre, { kind: 'leaderChecked', agentNo, deviceId: given.deviceId, detail: { askedBy } });
  return ok({ leader: agentNo });
}

async function checkPassword(centre: Centre, request: Credentials): Promise<Result<Agent, Refusal>> {
  const found = await beginTry(centre.engine, request.agentNo, request.deviceId, centre.now());
  if (found.kind === 'locked') return err(refusal(423, 'auth.locked', { until: found.until }));
  const isRight = await isPassword(request.password, found.kind === 'try' ? found.passwordHash : nobodysHash);
  if (found.kind === 'unknown') return err(refusal(401, 'auth.unknownAgent'));
  if (!isRight) {
    const refused =
      found.attemptsLeft === 0
        ? refusal(423, 'auth.locked', { until: found.lockedUntil })
        : refusal(401, 'auth.wrongPassword', { attemptsLeft: found.attemptsLeft });
    await noteRefused(centre, request, refused.error.code);
    return err(refused);
  }
  await endTry(centre.engine, request.agentNo, request.deviceId);
  if (found.isActive) return ok(agentSchema.parse(JSON.parse(found.body)));
  await noteRefused(centre, request, 'auth.notAllowed');
  return err(refusal(403, 'auth.notAllowed'));
}

/** Of agents of the centre only, and not while they are locked out: nobody fills the log by guessing. */
async function noteRefused(
  centre: Centre,
  { agentNo, deviceId }: Pick<Credentials, 'agentNo' | 'deviceId'>,
  code: string,
): Promise<void> {
  await note(centre, { kind: 'signInRefused', agentNo, deviceId, detail: { code } });
}

async function note(centre: Centre, deed: AuditDeed): Promise<void> {
  await centre.engine.transaction((client) => appendAudit(client, centre.crypto, [deed], centre.now()));
}

async function welcome(centre: Centre, request: SignInRequest, agent: Agent): Promise<SignInAnswer> {
  const { agentNo, deviceId, authorKey, numbersLeft } = request;
  const now = centre.now();
  const grant: OfflineGrant = { agentNo, deviceId, issuedAt: now, offlineUntil: now + offlineTermMs };
  return centre.engine.transaction(async (client) => {
    await client.query(
      `INSERT INTO author_keys (agent_no, device_id, public_key, registered_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [agentNo, deviceId, authorKey, now],
    );
    const tokens = await openSession(client, centre.crypto, agentNo, deviceId, now);
    const sip = await lineOf(client, centre.crypto, agentNo);
    const standing = await standingAt(client, request, now - centre.offlineAfterMs);
    const numberBlocks = await topUpNumbers(client, agentNo, deviceId, {
      ...{ numbersLeft, perSeat: centre.numbersPerSeat, now },
    });
    const detail = { role: agent.role };
    await appendAudit(client, centre.crypto, [{ kind: 'signIn', agentNo, deviceId, detail }], now);
    return {
      ...tokens,
      agent,
      serverTime: now,
      offlineGrant: centre.crypto.signText(JSON.stringify(grant)),
      directoryKey: centre.crypto.directoryKey(deviceId),
      numberBlocks,
      ...(sip && { sip }),
      ...(standing && { standing }),
    };
  });
}
