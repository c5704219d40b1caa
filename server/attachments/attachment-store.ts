import type { Readable } from 'node:stream';
import type { Attachment, AttachmentKind } from '../../src/shared/domain/attachment.ts';
import type { SoundKind } from '../../src/shared/domain/voice-message.ts';
import type { TicketId } from '../../src/shared/ids.ts';

/** One file of one ticket on its way here. Two tickets with the same file have two uploads of it. */
export interface Upload extends Pick<Attachment, 'sha256' | 'size' | 'kind'> {
  readonly ticketId: TicketId;
}

/** A whole file that comes some other way than from a desk: of an article, or what a caller said. */
export interface WholeFile extends Pick<Attachment, 'sha256' | 'size'> {
  readonly kind: AttachmentKind | SoundKind;
}

export type Finished = 'stored' | 'incomplete' | 'wrongHash' | 'wrongKind';

/** Where the bytes of attachments lie. What a full disk or a missing folder throws is thrown on. */
export interface AttachmentStore {
  /** Bytes of an upload that are here; 0 of one that was not begun. */
  have(upload: Upload): Promise<number>;
  /**
   * Takes a chunk that begins where the upload has got to and does not go past its size; any other changes nothing.
   * Answers how much is here now.
   */
  put(upload: Upload, at: number, chunk: Uint8Array): Promise<number>;
  /**
   * Looks at the whole: its hash, and what it is by its bytes. On the disk for good when this resolves with `stored`;
   * nothing of it is left after `wrongHash` and `wrongKind`.
   */
  finish(upload: Upload): Promise<Finished>;
  /** Takes a whole file that came some other way: looked at, flushed and named like an uploaded one. */
  keep(file: WholeFile, bytes: Uint8Array): Promise<Finished>;
  /** At most `length` bytes from `at` on, and the size of the whole. Undefined when it is not here. */
  slice(
    sha256: string,
    at: number,
    length: number,
  ): Promise<{ readonly size: number; readonly bytes: Buffer } | undefined>;
  isStored(sha256: string): Promise<boolean>;
  /** Undefined when it is not here. */
  read(sha256: string): Promise<{ readonly size: number; readonly bytes: Readable } | undefined>;
  /** Throws a whole file away, for good: only what nothing else can name. */
  forget(sha256: string): Promise<void>;
  /** Forgets what is here of an upload that is not finished. */
  remove(upload: Upload): Promise<void>;
  /** Removes uploads that nobody went on with since (UTC epoch ms). Answers how many. */
  removeStale(before: number): Promise<number>;
}

/** For the header of an answer. */
export const mediaTypes: Readonly<Record<AttachmentKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
