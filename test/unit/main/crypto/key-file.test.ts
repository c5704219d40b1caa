import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  closeVault,
  openVault,
  readKeyFile,
  unwrapDataKey,
  wrapDataKey,
  writeKeyFile,
  type KeyFile,
  type VaultContent,
} from '../../../../src/main/crypto/key-file.ts';
import { currentKdfCost } from '../../../../src/main/crypto/password-kdf.ts';
import type { AgentNo, DeviceId } from '../../../../src/shared/ids.ts';

const owner = { agentNo: '9527' as AgentNo, schemaVersion: 1 } as const;
const vault: VaultContent = {
  authorSecret: 'secret',
  directoryKey: 'directory',
  agent: { agentNo: owner.agentNo, displayName: '甲', role: 'agent', languages: ['adx'], seatLabel: '安多藏语席' },
  highestSeen: 42,
};

async function makeFile(dataKey: Buffer): Promise<KeyFile> {
  return {
    ...owner,
    generation: 3,
    deviceId: '0198f5a0-0000-7000-8000-000000000001' as DeviceId,
    ...(await wrapDataKey(owner, 'tashi-demo', dataKey)),
    sealedKey: 'sealed',
    authorKey: 'author',
    grant: { payload: '{}', signature: 'aa' },
    vault: closeVault(owner, dataKey, vault),
    numbersLeft: 7,
    hasDatabase: true,
  };
}

describe('key file', () => {
  it('gives the key back for the password, and for no other', async () => {
    const dataKey = randomBytes(32);
    const file = await makeFile(dataKey);
    expect(await unwrapDataKey(file, 'tashi-demo')).toEqual(dataKey);
    expect(await unwrapDataKey(file, 'tashi-Demo')).toBeUndefined();
    expect(openVault(file, dataKey)).toEqual(vault);
    expect(openVault(file, randomBytes(32))).toBeUndefined();
    expect(128 * currentKdfCost.N * currentKdfCost.r).toBeGreaterThanOrEqual(64 * 1024 * 1024);
  });

  it('does not open for another agent: the boxes are bound to their owner', async () => {
    const dataKey = randomBytes(32);
    const file = { ...(await makeFile(dataKey)), agentNo: '1001' as AgentNo };
    expect(await unwrapDataKey(file, 'tashi-demo')).toBeUndefined();
    expect(openVault(file, dataKey)).toBeUndefined();
  });

  it('reads what it wrote, and tells damage at any place from a newer file', async () => {
    const file = await makeFile(randomBytes(32));
    const text = writeKeyFile(file);
    expect(readKeyFile(text)).toEqual({ kind: 'good', file });
    for (let at = 0; at < text.length - 1; at += 97) {
      const flipped = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(readKeyFile(flipped).kind).toBe('damaged');
    }
    expect(readKeyFile(text.slice(0, text.length / 2)).kind).toBe('damaged');
    expect(readKeyFile('').kind).toBe('damaged');
    const body = JSON.stringify({ ...file, schemaVersion: 2 });
    const checksum = createHash('sha256').update(body).digest('base64url');
    expect(readKeyFile(JSON.stringify({ checksum, body })).kind).toBe('newer');
  });

  it('holds nothing readable of what it protects', async () => {
    const dataKey = randomBytes(32);
    const text = writeKeyFile(await makeFile(dataKey));
    expect(text).not.toContain('安多藏语席');
    expect(text).not.toContain(dataKey.toString('base64url'));
  });
});
