import { createStore, type StoreApi } from 'zustand/vanilla';
import { attachmentChunk, largestAttachment, type SeatAttachment } from '../../../shared/domain/attachment.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { err, type Result } from '../../../shared/ipc/result.ts';
import { toBase64 } from '../../client/bytes.ts';
import { makePreview } from './make-preview.ts';

/** A file that could not be added, and why: nothing else was lost. */
export interface RefusedFile {
  readonly key: number;
  readonly ticketId: TicketId;
  readonly name: string;
  readonly error: AppError;
}

/** A file on its way from the page to the disk. */
export interface ArrivingFile {
  readonly key: number;
  readonly ticketId: TicketId;
  readonly name: string;
}

export interface AttachmentState {
  readonly byTicket: Readonly<Record<string, readonly SeatAttachment[]>>;
  readonly arriving: readonly ArrivingFile[];
  readonly refused: readonly RefusedFile[];
  load(ids: readonly TicketId[]): Promise<void>;
  /** Each is on the disk, or told as refused with its name, when this resolves. */
  add(ticketId: TicketId, files: readonly File[]): Promise<void>;
  remove(ticketId: TicketId, sha256: string): Promise<void>;
  retry(ticketId: TicketId, sha256: string): Promise<void>;
  dismiss(key: number): void;
  /** Resolves when nothing of this ticket is on its way to the disk. */
  settled(ticketId: TicketId): Promise<void>;
  clear(): void;
}

export type AttachmentStore = StoreApi<AttachmentState>;

interface Parts {
  readonly desk: DeskApi;
  /** Has the disk know every draft: a file belongs to one. */
  readonly keepDrafts: () => Promise<boolean>;
  readonly set: AttachmentStore['setState'];
  readonly get: AttachmentStore['getState'];
}

const nothing = { byTicket: {}, arriving: [], refused: [] } as const satisfies Partial<AttachmentState>;
/** Tickets asked for at once. */
const mostAtOnce = 100;

/** Files of drafts and tickets, as the seat has them. One file at a time goes to the disk. */
export function createAttachmentStore(desk: DeskApi, keepDrafts: () => Promise<boolean>): AttachmentStore {
  let queue: Promise<void> = Promise.resolve();
  let nextKey = 0;
  const store = createStore<AttachmentState>((set, get) => {
    const parts: Parts = { desk, keepDrafts, set, get };
    return {
      ...nothing,
      async load(ids) {
        for (let from = 0; from < ids.length; from += mostAtOnce) {
          const list = await desk.invoke('attachments:list', { ticketIds: ids.slice(from, from + mostAtOnce) });
          if (!list.ok) return;
          const loaded = Object.fromEntries(list.value.map(({ ticketId, attachments }) => [ticketId, attachments]));
          set({ byTicket: { ...get().byTicket, ...loaded } });
        }
      },
      add(ticketId, files) {
        const all = files.map((file) => ({ file, key: (nextKey += 1) }));
        set({ arriving: [...get().arriving, ...all.map(({ file, key }) => ({ key, ticketId, name: file.name }))] });
        queue = queue.then(async () => {
          for (const { file, key } of all) await addOne(parts, ticketId, file, key);
        });
        return queue;
      },
      async remove(ticketId, sha256) {
        await desk.invoke('attachments:remove', { ticketId, sha256 });
        await get().load([ticketId]);
      },
      async retry(ticketId, sha256) {
        await desk.invoke('attachments:retry', { ticketId, sha256 });
        await get().load([ticketId]);
      },
      dismiss: (key) => set({ refused: get().refused.filter((file) => file.key !== key) }),
      async settled(ticketId) {
        while (get().arriving.some((file) => file.ticketId === ticketId)) await queue;
      },
      clear: () => set(nothing),
    };
  });
  desk.on('attachmentsChanged', ({ ticketId }) => void store.getState().load([ticketId]));
  return store;
}

async function addOne(parts: Parts, ticketId: TicketId, file: File, key: number): Promise<void> {
  const { set, get } = parts;
  // The agent signed out meanwhile: nothing of it is for the next one.
  if (!get().arriving.some((each) => each.key === key)) return;
  const added = await keep(parts, ticketId, file);
  await get().load([ticketId]);
  set({
    arriving: get().arriving.filter((each) => each.key !== key),
    ...(!added.ok && { refused: [...get().refused, { key, ticketId, name: file.name, error: added.error }] }),
  });
}

/** Announces the file and hands its bytes over, chunk by chunk, from where the seat has got to. */
async function keep({ desk, keepDrafts }: Parts, ticketId: TicketId, file: File): Promise<Result<SeatAttachment>> {
  const early = refusedAtOnce(file);
  if (early) return err(early);
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  );
  if (!bytes) return err(appError('attachment.unreadable', 'user'));
  const sha256 = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const preview = await makePreview(file);
  await keepDrafts();
  const about = { ticketId, sha256, name: file.name.slice(-1000), size: bytes.length };
  let kept = await desk.invoke('attachments:add', preview === undefined ? about : { ...about, preview });
  while (kept.ok && kept.value.have < bytes.length) {
    const at = kept.value.have;
    const data = toBase64(bytes.subarray(at, at + attachmentChunk));
    kept = await desk.invoke('attachments:put', { ticketId, sha256, at, data });
    if (kept.ok && kept.value.have <= at) return err(appError('attachment.damaged', 'user'));
  }
  return kept;
}

/** What can be said of a file before it is read. */
function refusedAtOnce(file: File): AppError | undefined {
  if (file.size > largestAttachment) return appError('attachment.tooLarge', 'none');
  return file.size === 0 ? appError('attachment.empty', 'none') : undefined;
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
