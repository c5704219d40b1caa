import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { v7 as uuidv7 } from 'uuid';
import { createSeatStore } from '../../../../src/main/db/create-seat-store.ts';
import type { Opened, SeatStore, SeatStoreOptions } from '../../../../src/main/db/seat-store.ts';
import type { TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { agentNoSchema, type AgentNo, type DeviceId, type TicketId } from '../../../../src/shared/ids.ts';
import type { Result } from '../../../../src/shared/ipc/result.ts';
import { offlineTermMs, type NumberBlock, type SignInAnswer } from '../../../../src/shared/sync/wire.ts';

export type Store = SeatStore & { terminate(): Promise<void> };

/** The centre's side of a seat, with its secret keys: signs grants and opens what is sealed to it. */
export interface TestCentre {
  readonly options: SeatStoreOptions;
  signIn(agentNo: AgentNo, at: number, change?: Partial<SignInAnswer>): SignInAnswer;
  /** Undefined when it was not sealed to this centre, for this purpose and address. */
  open(sealed: string, purpose: 'outbox' | 'seat-key', address: string): Promise<Buffer | undefined>;
  /** A store on the centre's profile folder, in a worker thread of its own. */
  store(): Store;
  /** Signs an agent in as the core does: prepares the author key of a seat that is to be. */
  enter(store: Store, agentNo: AgentNo, at: number, blocks?: readonly NumberBlock[]): Promise<Result<Opened>>;
}

export const password = 'tashi-demo';
export const agentA = agentNoSchema.parse('9527');
export const agentB = agentNoSchema.parse('1001');
export const startOfTime = 1_790_000_000_000;
const sourceWorker = new URL('../../../../src/main/db/seat-worker.ts', import.meta.url);

export function createTestCentre(folder: string, workerUrl = sourceWorker): TestCentre {
  const sealing = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  const signing = generateKeyPairSync('ed25519');
  const directoryKey = randomBytes(32).toString('base64url');
  const deviceId = uuidv7() as DeviceId;
  const options: SeatStoreOptions = {
    folder,
    deviceId,
    sealingKey: sealing.x ?? '',
    signingKey: signing.publicKey.export({ format: 'jwk' }).x ?? '',
  };
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const secret = Buffer.from(sealing.d ?? '', 'base64url');

  const signIn = (agentNo: AgentNo, at: number, change: Partial<SignInAnswer> = {}): SignInAnswer => {
    const payload = JSON.stringify({ agentNo, deviceId, issuedAt: at, offlineUntil: at + offlineTermMs });
    const signature = sign(null, Buffer.from(payload), signing.privateKey).toString('base64url');
    return {
      accessToken: 'access',
      accessExpiresAt: at + 900_000,
      refreshToken: `refresh-${at}`,
      agent: { agentNo, displayName: '才让卓玛', role: 'agent', languages: ['adx'], seatLabel: '安多藏语席' },
      serverTime: at,
      offlineGrant: { payload, signature },
      directoryKey,
      numberBlocks: [{ prefix: 'W', from: 20_001, to: 20_500 }],
      sip: { user: agentNo, password: 'sip-secret-words' },
      ...change,
    };
  };
  return {
    options,
    signIn,
    open: async (sealed, purpose, address) => {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const recipientKey = await suite.kem.importKey('raw', new Uint8Array(secret).buffer, false);
        const info = new TextEncoder().encode(`tashi-desk/${purpose}/1`);
        const params = { recipientKey, enc: new Uint8Array(bytes.subarray(0, 32)), info };
        const aad = new TextEncoder().encode(address);
        return Buffer.from(await suite.open(params, new Uint8Array(bytes.subarray(32)), aad));
      } catch {
        return undefined;
      }
    },
    store: () => createSeatStore(workerUrl, options),
    enter: async (store, agentNo, at, blocks) => {
      if ((await store.peek(agentNo)).authorKey === undefined) await store.prepare(agentNo);
      return store.openOnline(agentNo, password, signIn(agentNo, at, blocks ? { numberBlocks: [...blocks] } : {}));
    },
  };
}

export function makeDraft(change: Partial<TicketDraft> = {}): TicketDraft {
  return {
    id: uuidv7() as TicketId,
    type: 'faultRepair',
    subType: 'singleFault',
    callerName: '李措毛',
    callerPhone: '+8613997041234',
    area: 'hainan',
    address: '共和县恰卜恰镇团结北路',
    description: '家里停电,邻居有电',
    priority: 'medium',
    isPriorityChosen: false,
    isDueChosen: true,
    createdAt: startOfTime,
    updatedAt: startOfTime,
    ...change,
  };
}

/** The value, or a failed test that names the code. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected success, got ${JSON.stringify(result.error)}`);
  return result.value;
}
