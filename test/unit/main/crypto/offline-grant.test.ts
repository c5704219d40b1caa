import { describe, expect, it } from 'vitest';
import { importSecretKey, newAuthorKeyPair, signText } from '../../../../src/main/crypto/author-key.ts';
import { checkTerm, clockToleranceMs, readGrant } from '../../../../src/main/crypto/offline-grant.ts';
import type { AgentNo, DeviceId } from '../../../../src/shared/ids.ts';
import { offlineTermMs, type SignedText } from '../../../../src/shared/sync/wire.ts';

const centre = newAuthorKeyPair();
const agentNo = '9527' as AgentNo;
const deviceId = '0198f5a0-0000-7000-8000-000000000001' as DeviceId;
const issuedAt = 1_790_000_000_000;

const grantOf = (change: object, pair = centre): SignedText => {
  const payload = JSON.stringify({ agentNo, deviceId, issuedAt, offlineUntil: issuedAt + offlineTermMs, ...change });
  return { payload, signature: signText(payload, importSecretKey(pair)) };
};
const read = (signed: SignedText): ReturnType<typeof readGrant> =>
  readGrant(signed, centre.publicKey, agentNo, deviceId);

describe('offline grant', () => {
  it('is read when the centre signed it for this agent and machine', () => {
    expect(read(grantOf({}))?.offlineUntil).toBe(issuedAt + offlineTermMs);
    expect(read(grantOf({ agentNo: '1001' }))).toBeUndefined();
    expect(read(grantOf({ deviceId: '0198f5a0-0000-7000-8000-000000000002' }))).toBeUndefined();
    expect(read(grantOf({}, newAuthorKeyPair()))).toBeUndefined();
  });

  it('is worth nothing once a letter of it was changed', () => {
    const { payload, signature } = grantOf({});
    expect(read({ payload: payload.replace(String(issuedAt), String(issuedAt + 1)), signature })).toBeUndefined();
    expect(read({ payload, signature: signature.slice(1) })).toBeUndefined();
    expect(readGrant({ payload, signature }, 'no key', agentNo, deviceId)).toBeUndefined();
  });

  it('never runs longer than eight days', () => {
    expect(read(grantOf({ offlineUntil: issuedAt + 10 * offlineTermMs }))?.offlineUntil).toBe(issuedAt + offlineTermMs);
  });

  it('ends to the millisecond', () => {
    const grant = read(grantOf({}));
    if (!grant) throw new Error('not read');
    expect(checkTerm(grant, 0, grant.offlineUntil).ok).toBe(true);
    expect(checkTerm(grant, 0, grant.offlineUntil + 1)).toMatchObject({ error: { code: 'auth.offlineTermOver' } });
  });

  it('notices a clock moved back behind the latest time seen, and forgives a correction', () => {
    const grant = read(grantOf({}));
    if (!grant) throw new Error('not read');
    const seen = issuedAt + 3 * 24 * 3_600_000;
    expect(checkTerm(grant, seen, seen - clockToleranceMs).ok).toBe(true);
    expect(checkTerm(grant, seen, seen - clockToleranceMs - 1)).toMatchObject({
      error: { code: 'auth.clockMovedBack' },
    });
    expect(checkTerm(grant, 0, issuedAt - clockToleranceMs - 1)).toMatchObject({
      error: { code: 'auth.clockMovedBack' },
    });
  });
});
