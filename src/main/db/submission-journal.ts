import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../crypto/key-copies.ts';

/**
 * What was acknowledged but is not in the seat's database yet. A commit writes several encrypted pages; one record here
 * costs one append and one flush, so the agent waits for nothing else. The database takes the records over in the next
 * pause and the file starts anew; what a kill or a power cut leaves in it is taken over when the seat is opened.
 *
 *   file   = head record*       head = magic (4) fileId (16)
 *   record = length (4, little endian) ciphertext tag (16)      length counts ciphertext and tag
 *
 * AES-256-GCM under a key of its own for every file id (HKDF-SHA-256 of the seat's data key), the record's position in
 * the file as nonce: a record neither opens in another file nor in another place.
 */
export interface SubmissionJournal {
  /** The text is on the disk when this returns true. False: nothing was kept, the database has to take it itself. */
  append(text: string): boolean;
  /** Everything in it is in the database: starts anew. */
  clear(): void;
  close(): void;
}

export interface OpenedJournal {
  readonly journal: SubmissionJournal;
  /** Left by the last run, oldest first. */
  readonly texts: readonly string[];
  /** A whole record does not open. What a power cut leaves of a record that was never acknowledged is no damage. */
  readonly isDamaged: boolean;
}

const magic = Buffer.from('TDJ1', 'latin1');
const idLength = 16;
const headLength = magic.length + idLength;
const tagLength = 16;
const info = Buffer.from('tashi-desk/journal/1', 'utf8');
const algorithm = 'aes-256-gcm';

/** Opens or creates the file. `dataKey` is the seat's, 32 bytes; it is copied. */
export function openJournal(path: string, dataKey: Buffer): OpenedJournal {
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? 'wx+' : 'r+', 0o600);
  if (isNew) syncFolder(dirname(path));
  const master = createSecretKey(dataKey);
  return { journal: createJournal(file, master), ...readAll(file, master) };
}

/** One life of the file between two clearings. */
interface Run {
  readonly fileId: Buffer;
  readonly key: KeyObject;
  /** Of the next record. */
  position: number;
}

function createJournal(file: number, master: KeyObject): SubmissionJournal {
  let end = fstatSync(file).size;
  let run: Run | undefined;
  /** What an earlier run or a failure left stays untouched until everything is cleared. */
  let isBlocked = end > 0;
  return {
    append: (text) => {
      if (isBlocked) return false;
      const current = run ?? newRun(master);
      const record = sealRecord(current, text);
      const bytes = run ? record : Buffer.concat([magic, current.fileId, record]);
      try {
        writeAll(file, bytes, end);
        fdatasyncSync(file);
      } catch {
        // Where even cutting it back fails, it is found at the next opening: at worst a ticket that the agent was told to
        // submit again, under the same id.
        cut(file, end);
        isBlocked = true;
        return false;
      }
      end += bytes.length;
      current.position += 1;
      run = current;
      return true;
    },
    clear: () => {
      if (end === 0 && !isBlocked) return;
      isBlocked = !cut(file, 0);
      end = 0;
      run = undefined;
    },
    close: () => closeSync(file),
  };
}

function cut(file: number, length: number): boolean {
  try {
    ftruncateSync(file, length);
    return true;
  } catch {
    return false;
  }
}

function newRun(master: KeyObject): Run {
  const fileId = randomBytes(idLength);
  return { fileId, key: keyOf(master, fileId), position: 0 };
}

function readAll(file: number, master: KeyObject): Pick<OpenedJournal, 'texts' | 'isDamaged'> {
  const bytes = Buffer.alloc(fstatSync(file).size);
  for (let read = 0; read < bytes.length;) {
    const count = readSync(file, bytes, read, bytes.length - read, read);
    if (count === 0) break;
    read += count;
  }
  const texts: string[] = [];
  if (bytes.length < headLength) return { texts, isDamaged: false };
  if (!bytes.subarray(0, magic.length).equals(magic)) return { texts, isDamaged: true };
  const key = keyOf(master, bytes.subarray(magic.length, headLength));
  for (let at = headLength; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32LE(at);
    const record = bytes.subarray(at + 4, at + 4 + length);
    if (length <= tagLength || record.length < length) break;
    const text = openRecord(key, texts.length, record);
    if (text === undefined) return { texts, isDamaged: true };
    texts.push(text);
    at += 4 + length;
  }
  return { texts, isDamaged: false };
}

function keyOf(master: KeyObject, fileId: Buffer): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, fileId, info, 32)));
}

function nonceOf(position: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(position, 6, 6);
  return nonce;
}

function sealRecord({ key, position }: Run, text: string): Buffer {
  const cipher = createCipheriv(algorithm, key, nonceOf(position));
  const sealed = cipher.update(text, 'utf8');
  cipher.final();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(sealed.length + tagLength);
  return Buffer.concat([length, sealed, cipher.getAuthTag()]);
}

function openRecord(key: KeyObject, position: number, record: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv(algorithm, key, nonceOf(position), { authTagLength: tagLength });
    decipher.setAuthTag(record.subarray(-tagLength));
    return Buffer.concat([decipher.update(record.subarray(0, -tagLength)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function writeAll(file: number, bytes: Buffer, at: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
  }
}
