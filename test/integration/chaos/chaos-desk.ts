import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { contentOf } from '../../../src/shared/domain/customer-changes.ts';
import { customerDraftSchema } from '../../../src/shared/domain/customer-file.ts';
import { customerIdSchema, taskIdSchema, type TicketId } from '../../../src/shared/ids.ts';
import { shiftedProcess } from '../../e2e/support/shifted-clock.ts';
import { mountSmallDisk, type SmallDisk } from '../../fakes/small-disk.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { attachmentOf, sampleFile } from '../../fakes/sample-files.ts';
import { addFile, filesOf } from '../core/add-file.ts';
import { callFrom, credentials, faultDraft } from '../core/desk-inputs.ts';
import { startCore, type KillableCore } from '../core/killable-core.ts';
import { makeHome, type Home } from '../core/test-desk.ts';
import type { ChaosCentre } from './chaos-centre.ts';

const profileName = 'chaos';
const deskMegabytes = 200;
const mostIntoFullDisk = 60;
/** Bytes of a file: two chunks. */
const fileBytes = 300_000;
const customer = customerIdSchema.parse('c-drolma');

/** What an agent did, and whether he was told that it is safe. */
export interface Deed {
  readonly kind: 'ticket' | 'file' | 'correction' | 'promise';
  readonly agentNo: string;
  /** Stands in what the centre must have of it, and nowhere else. */
  readonly mark: string;
  /** Of a ticket, with a file or without. */
  number?: string;
  /** What the ticket names. */
  file?: { readonly ticketId: TicketId; readonly sha256: string };
  isAcknowledged: boolean;
}

/** An agent at a desk in a process of its own, behind a line of its own; whatever befalls it, he goes on. */
export class ChaosDesk {
  readonly deeds: Deed[] = [];
  /** Why deeds were not acknowledged, and how often. */
  readonly refusals = new Map<string, number>();
  readonly agentNo: string;
  readonly line: FaultyProxy;
  readonly #home: Home;
  readonly #disk: SmallDisk | undefined;
  #core: KillableCore;
  #busy: Promise<unknown> = Promise.resolve();

  private constructor(
    agentNo: string,
    { home, disk, line }: { home: Home; disk: SmallDisk | undefined; line: FaultyProxy },
    core: KillableCore,
  ) {
    this.agentNo = agentNo;
    this.#home = home;
    this.#disk = disk;
    this.line = line;
    this.#core = core;
  }

  static async open(agentNo: string, centre: ChaosCentre): Promise<ChaosDesk> {
    const disk = await mountSmallDisk(deskMegabytes);
    const home = disk ? { path: disk.path, remove: () => disk.remove() } : await makeHome();
    const line = await startFaultyProxy(centre.url());
    await centre.configure(home.path, profileName, line);
    const desk = new ChaosDesk(agentNo, { home, disk, line }, await startCore(home.path, profileName));
    await desk.#core.get('auth:signIn', credentials(agentNo));
    await desk.#core.get('sync:now', {});
    return desk;
  }

  /** Carries it out now, or when what this desk is at is done. Resolves with it, acknowledged or not. */
  act(kind: Deed['kind']): Promise<Deed> {
    return this.#inTurn(async () => {
      const deed: Deed = { kind, agentNo: this.agentNo, mark: `${kind}-${uuidv7()}`, isAcknowledged: false };
      this.deeds.push(deed);
      try {
        await this.#carryOut(deed);
        deed.isAcknowledged = true;
      } catch (error) {
        if (!isKilledOrRefused(error)) throw error;
        const why = error instanceof Error ? error.message : '';
        this.refusals.set(why, (this.refusals.get(why) ?? 0) + 1);
      }
      return deed;
    });
  }

  /** kill -9 in the middle of whatever it does, and a new core, whose clock may be wrong by so much. */
  async kill(clockOffMs: number): Promise<void> {
    const handle = this.#core.handle();
    await this.#core.kill();
    this.#core = await startCore(
      this.#home.path,
      profileName,
      handle,
      clockOffMs === 0 ? {} : shiftedProcess(clockOffMs),
    );
    await this.#inTurn(() => this.#signInAgain());
  }

  /** His disk is full for what he does next, where it is one that can be filled. */
  async fillDisk(kind: Deed['kind']): Promise<void> {
    if (!this.#disk) return;
    await this.#disk.fill();
    // Files have some room left in them.
    for (let left = mostIntoFullDisk; left > 0 && (await this.act(kind)).isAcknowledged;) left -= 1;
    await this.#disk.free();
  }

  /**
   * Types his password once more and sends everything. Resolves with what is said of tickets and files that did not get
   * through.
   */
  finish(): Promise<unknown[]> {
    return this.#inTurn(async () => {
      this.line.plugIn();
      // Where the line fails once more he is let in offline, or not even that with a clock that went back; an agent whose
      // tokens were revoked stays so.
      while (!(await this.#isLetIn())) await wait(50);
      // What is left of the line's faults, and of pauses that the server asked for.
      for (let isLeft = true; isLeft;) {
        const { waiting, filesWaiting } = await this.#core.get('sync:now', {});
        isLeft = waiting + filesWaiting > 0;
        if (isLeft) await wait(50);
      }
      const tickets = await this.#core.get('tickets:list', { limit: 200 });
      const left: unknown[] = tickets
        .filter(({ sync }) => sync !== 'synced')
        .map(({ number, sync, refusal }) => ({ number, sync, refusal }));
      return [...left, ...(await this.#filesLeft())];
    });
  }

  /** Of tickets that were handed in: what is said of their files that the centre does not have. */
  async #filesLeft(): Promise<unknown[]> {
    const files = this.deeds.flatMap(({ isAcknowledged, file }) => (isAcknowledged && file ? [file] : []));
    const all = await Promise.all(files.map(({ ticketId }) => filesOf(this.#core, ticketId)));
    return all.flat().filter(({ progress }) => progress !== 'stored');
  }

  async close(): Promise<void> {
    await this.#core.kill();
    await this.line.close();
    await this.#home.remove();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work, work);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  async #isLetIn(): Promise<boolean> {
    try {
      return (await this.#core.get('auth:signIn', credentials(this.agentNo))).isOnline;
    } catch (error) {
      if (!isKilledOrRefused(error)) throw error;
      return false;
    }
  }

  /** With a clock that is days off the handle may be worth nothing; without a line nobody signs in for the first time. */
  async #signInAgain(): Promise<void> {
    try {
      const { session } = await this.#core.get('app:bootstrap', {});
      if (!session) await this.#core.get('auth:signIn', credentials(this.agentNo));
    } catch (error) {
      if (!isKilledOrRefused(error)) throw error;
    }
  }

  async #carryOut(deed: Deed): Promise<void> {
    const core = this.#core;
    if (deed.kind === 'ticket' || deed.kind === 'file') {
      const draft = faultDraft({ description: deed.mark });
      await core.get('tickets:saveDraft', draft);
      if (deed.kind === 'file') {
        const bytes = sampleFile(fileBytes);
        deed.file = { ticketId: draft.id, sha256: attachmentOf(bytes).sha256 };
        await addFile(core, draft.id, bytes);
      }
      deed.number = (await core.get('tickets:submit', { draft, isClosedAtFirstContact: false })).number;
    } else if (deed.kind === 'correction') {
      const base = contentOf((await core.get('customers:file', { id: customer })).customer);
      const { accountNo = '', area = '', language = '' } = base;
      const form = { ...base, accountNo, area, language, address: deed.mark };
      const draft = customerDraftSchema.parse({
        id: uuidv7(),
        updatedAt: Date.now(),
        customerId: customer,
        base,
        form,
      });
      await core.get('customers:save', { draft, isDuplicateAccepted: true });
    } else {
      const call = callFrom('13900000071');
      await core.get('calls:begin', call);
      const promise = {
        id: taskIdSchema.parse(uuidv7()),
        callId: call.callId,
        language: 'adx',
        note: deed.mark,
      } as const;
      await core.get('tasks:promise', { ...promise, dueAt: Date.now() + 3_600_000 });
    }
  }
}

/** Killed at it, or told in words that it was not done: both leave the agent knowing that nothing is safe yet. */
function isKilledOrRefused(error: unknown): boolean {
  return error instanceof Error && /^the core process ended|^[a-z]+:[A-Za-z]+: [a-z]+\.[A-Za-z]+/.test(error.message);
}
