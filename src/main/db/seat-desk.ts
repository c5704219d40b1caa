import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';
import { agentNoSchema, type AgentNo } from '../../shared/ids.ts';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import type { SignInAnswer } from '../../shared/sync/wire.ts';
import { drillRecordingTermMs } from '../../shared/training/drill-recording.ts';
import { newAuthorKeyPair, type AuthorKeyPair } from '../crypto/author-key.ts';
import { createCentreSeal } from '../crypto/centre-seal.ts';
import { readCopies } from '../crypto/key-copies.ts';
import { readGrant } from '../crypto/offline-grant.ts';
import { closeLeftCalls } from './call-ops.ts';
import { openSeat, type OpenSeat } from './open-seat.ts';
import { readmitRefused } from './outbox-ops.ts';
import { lockSeat, type SeatLock } from './seat-lock.ts';
import { admitOffline, admitOnline, admitRecovered, admitWithKey, checkSeatTerm } from './seat-gate.ts';
import type { Admission, GateContext } from './seat-gate.ts';
import { confirmLeader, takeLeaderHand, type LeaderHand } from './confirm-leader.ts';
import { listSeats, makeFolders, seatPaths } from './seat-files.ts';
import type { Opened, SeatPeek, SeatStoreOptions } from './seat-store.ts';
import type { SeatSession } from './seat-session.ts';
import { failureOf } from './sqlite-failure.ts';
import { StorageFailure } from './storage-failure.ts';
import { saveKeyFile, type UnlockedSeat } from './unlocked-seat.ts';

/** Signing on and off; at most one seat is open. Opening another closes the one before. */
export interface SeatDesk {
  knownAgents(): AgentNo[];
  peek(agentNo: AgentNo): SeatPeek;
  prepare(agentNo: AgentNo): string;
  openOnline(agentNo: AgentNo, password: string, answer: SignInAnswer): Promise<Result<Opened>>;
  recover(agentNo: AgentNo, password: string, dataKey: string, answer: SignInAnswer): Promise<Result<Opened>>;
  openOffline(agentNo: AgentNo, password: string, now: number): Promise<Result<Opened>>;
  confirmLeader(agentNo: AgentNo, password: string, now: number): Promise<Result<void>>;
  /** What a leader signs at this desk with. Fails as `confirmLeader` does. */
  leaderHand(agentNo: AgentNo, password: string, now: number): Promise<Result<LeaderHand>>;
  openWithHandle(handle: string): Promise<Result<Opened>>;
  exportHandle(): string;
  close(): Promise<void>;
  /** Before the thread ends without `close`: no work in the background any more, no file open, the seals as they are. */
  halt(): Promise<void>;
  /** The open seat, its tables up to date. Throws the StorageFailure auth.required when there is none. */
  session(): SeatSession;
  /** The same for submitting only: what was submitted in the moments before may not be in the tables yet. */
  submitting(): SeatSession;
  /** A read met damage: the next opening looks at the whole file. */
  suspectDamage(): void;
}

interface Current {
  readonly lock: SeatLock;
  readonly open: OpenSeat;
  unlocked: UnlockedSeat;
}

/** A way in: who is let through, what is checked once the database is open, and what it is told then. */
interface Entry {
  /** Time of signing in, as the entry has it; UTC epoch ms. */
  readonly at: number;
  readonly admit: (context: GateContext) => Promise<Result<Admission>> | Result<Admission>;
  readonly check: (context: GateContext, session: SeatSession, seat: UnlockedSeat) => Result<void>;
  readonly keep: (session: SeatSession) => void;
}

const handleSchema = z.object({ agentNo: agentNoSchema, dataKey: z.string() });

export function createSeatDesk(options: SeatStoreOptions): SeatDesk {
  const seal = createCentreSeal(options.sealingKey);
  const prepared = new Map<AgentNo, AuthorKeyPair>();
  let current: Current | undefined;
  makeFolders(options.folder);

  const close = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    if (closing) await closeSeat(options, closing);
  };
  const enter = async (agentNo: AgentNo, entry: Entry): Promise<Result<Opened>> => {
    await close();
    const context = { options, seal, agentNo, prepared: prepared.get(agentNo) };
    const answer = await openLocked(context, entry);
    if (!answer.ok) return answer;
    current = answer.value.current;
    prepared.delete(agentNo);
    return ok(answer.value.opened);
  };
  const required = (): Current => {
    if (!current) throw new StorageFailure(appError('auth.required', 'user'));
    return current;
  };
  return {
    knownAgents: () => listSeats(options.folder),
    peek: (agentNo) => peek(options, agentNo, current),
    prepare: (agentNo) => prepare(options, agentNo, prepared),
    openOnline: (agentNo, password, answer) =>
      enter(
        agentNo,
        onlineEntry(answer, (gate) => admitOnline(gate, password, answer)),
      ),
    recover: (agentNo, password, dataKey, answer) =>
      enter(
        agentNo,
        onlineEntry(answer, (gate) => admitRecovered(gate, password, dataKey, answer)),
      ),
    openOffline: (agentNo, password, now) => enter(agentNo, offlineEntry(password, now)),
    confirmLeader: (agentNo, password, now) => confirmLeader(options, agentNo, password, now),
    leaderHand: (agentNo, password, now) => takeLeaderHand(options, seal, agentNo, password, now),
    openWithHandle: async (handle) => {
      const parsed = handleSchema.safeParse(parseHandle(handle)).data;
      if (!parsed) return err(appError('storage.wrongKey', 'user'));
      return enter(parsed.agentNo, handleEntry(Buffer.from(parsed.dataKey, 'base64url'), Date.now()));
    },
    exportHandle: () => {
      const { file, dataKey } = required().unlocked;
      const handle = { agentNo: file.agentNo, dataKey: dataKey.toString('base64url') };
      return Buffer.from(JSON.stringify(handle), 'utf8').toString('base64url');
    },
    close,
    halt: async () => {
      const halting = current;
      current = undefined;
      await halting?.open.session.idle.stop();
      halting?.open.abandon();
      halting?.lock.release();
    },
    session: () => {
      const { session } = required().open;
      session.submissions.settle();
      return session;
    },
    submitting: () => required().open.session,
    suspectDamage: () => {
      if (current) closeSync(openSync(seatPaths(options.folder, current.unlocked.file.agentNo).suspect, 'w', 0o600));
    },
  };
}

/** The public half to send at sign-in: of the seat, or of the pair made for a seat that is to be. */
function prepare(options: SeatStoreOptions, agentNo: AgentNo, prepared: Map<AgentNo, AuthorKeyPair>): string {
  const reading = readCopies(seatPaths(options.folder, agentNo).keys);
  if (reading.kind === 'good') return reading.file.authorKey;
  const pair = prepared.get(agentNo) ?? newAuthorKeyPair();
  prepared.set(agentNo, pair);
  return pair.publicKey;
}

function onlineEntry(answer: SignInAnswer, admit: Entry['admit']): Entry {
  return {
    at: answer.serverTime,
    admit,
    check: passes,
    keep: (session) => {
      const { tables, numbers } = session;
      tables.blocks.add(answer.numberBlocks);
      numbers.setBlocks(tables.blocks.all());
      tables.meta.put('refreshToken', answer.refreshToken);
      // The centre's time counts: a clock that ran ahead once must not bar the agent for good.
      tables.meta.put('highestSeen', String(answer.serverTime));
      closeLeftCalls(session, answer.serverTime);
      readmitRefused(session);
    },
  };
}

function offlineEntry(password: string, now: number): Entry {
  return {
    at: now,
    admit: (gate) => admitOffline(gate, password, now),
    check: (gate, session, seat) => checkSeatTerm(gate, seat, storedHighest(session), now),
    keep: (session) => {
      session.clock.note(now);
      closeLeftCalls(session, now);
    },
  };
}

function handleEntry(dataKey: Buffer, at: number): Entry {
  return { at, admit: (gate) => admitWithKey(gate, dataKey), check: passes, keep: () => undefined };
}

const passes = (): Result<void> => ok(undefined);

/** Everything from the lock to the opened seat; whatever fails on the way leaves nothing open and nothing locked. */
async function openLocked(context: GateContext, entry: Entry): Promise<Result<{ current: Current; opened: Opened }>> {
  const { options, seal, agentNo } = context;
  let lock: SeatLock | undefined;
  let open: OpenSeat | undefined;
  const giveUp = (error: AppError): Result<never> => {
    open?.abandon();
    lock?.release();
    return err(error);
  };
  try {
    lock = lockSeat(seatPaths(options.folder, agentNo).lock);
    const admission = await entry.admit(context);
    if (!admission.ok) return giveUp(admission.error);
    const opening = openSeat(options, seal, admission.value.seat, entry.at);
    if (!opening.ok) return giveUp(opening.error);
    open = opening.value;
    const checked = entry.check(context, open.session, admission.value.seat);
    if (!checked.ok) return giveUp(checked.error);
    entry.keep(open.session);
    open.session.tables.drillRecordings.removeBefore(entry.at - drillRecordingTermMs);
    const change = { hasDatabase: true, numbersLeft: open.session.numbers.left() };
    const unlocked = saveKeyFile(options.folder, admission.value.seat, change);
    const current: Current = { lock, open, unlocked };
    return ok({ current, opened: describe(context, current, [...admission.value.warnings, ...open.warnings]) });
  } catch (error) {
    const failure = failureOf(error);
    if (failure) return giveUp(failure);
    open?.abandon();
    lock?.release();
    throw error;
  }
}

async function closeSeat(options: SeatStoreOptions, { lock, open, unlocked }: Current): Promise<void> {
  const { numbers, clock } = open.session;
  const change = { numbersLeft: numbers.left() };
  const highestSeen = clock.highest();
  await open.close();
  try {
    saveKeyFile(options.folder, { ...unlocked, vault: { ...unlocked.vault, highestSeen } }, change);
  } catch (error) {
    // What is written here is a hint and a safeguard; a full disk must not keep the agent from signing off.
    if (!failureOf(error)) throw error;
  } finally {
    unlocked.dataKey.fill(0);
    lock.release();
  }
}

function describe({ options, agentNo }: GateContext, current: Current, warnings: readonly AppError[]): Opened {
  const { file, vault } = current.unlocked;
  const grant = readGrant(file.grant, options.signingKey, agentNo, options.deviceId);
  const refreshToken = current.open.session.tables.meta.get('refreshToken');
  return {
    agentNo,
    offlineUntil: grant?.offlineUntil ?? 0,
    warnings,
    signIn: { agent: vault.agent, ...(vault.sip === undefined ? {} : { sip: vault.sip }) },
    ...(refreshToken === undefined ? {} : { refreshToken }),
  };
}

function peek(options: SeatStoreOptions, agentNo: AgentNo, current: Current | undefined): SeatPeek {
  const reading = readCopies(seatPaths(options.folder, agentNo).keys);
  if (reading.kind !== 'good') return { exists: listSeats(options.folder).includes(agentNo), numbersLeft: 0 };
  const { authorKey, sealedKey, numbersLeft } = reading.file;
  const isOpen = current?.unlocked.file.agentNo === agentNo;
  return {
    exists: true,
    authorKey,
    sealedKey,
    numbersLeft: isOpen ? current.open.session.numbers.left() : numbersLeft,
  };
}

function storedHighest(session: SeatSession): number {
  return Math.max(session.clock.highest(), Number(session.tables.meta.get('highestSeen') ?? 0));
}

function parseHandle(handle: string): unknown {
  try {
    return JSON.parse(Buffer.from(handle, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
