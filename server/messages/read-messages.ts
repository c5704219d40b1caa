import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { soundHead, soundKindOf } from '../../src/shared/content/sound-kind.ts';
import { knownLanguageSchema } from '../../src/shared/language/languages.ts';
import { taskSchema } from '../../src/shared/domain/task.ts';
import { largestMessage, longestMessageS, voiceMessageSchema } from '../../src/shared/domain/voice-message.ts';
import { instant } from '../publish/instant.ts';
import type { SaidMessage } from './keep-messages.ts';

/** What lies beside a sound: one such file for each message. */
export const messageFileSchema = z.strictObject({
  /** Name of the sound in the same folder. */
  sound: z.string().regex(/^[\w][\w.-]{0,99}$/, 'the plain name of a file beside this one'),
  number: z.string().regex(/^\+?\d{3,20}$/, 'digits, with + for a whole number'),
  name: taskSchema.shape.name,
  language: knownLanguageSchema,
  leftAt: instant,
  seconds: z.number().int().min(1).max(longestMessageS),
  note: taskSchema.shape.note.default(''),
  /** By when to call back; left out, two hours from when it was handed in. */
  dueAt: instant.optional(),
});

const dueAfterMs = 2 * 3_600_000;

const unreadable = "can't be read";

/** A message, or `file: reason` of one that can't be taken; nothing of what is in it. */
export type ReadMessage = SaidMessage | { readonly problem: string };

/**
 * Reads what an exchange put into a folder, each message when it is asked for: one sound at a time is in memory. A message
 * that can't be taken keeps no other one back.
 */
export function* readMessages(folder: string, now: number): Generator<ReadMessage, void> {
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const read = readMessage(folder, name, now);
    yield typeof read === 'string' ? { problem: `${name}: ${read}` } : read;
  }
}

/** A message, or why it can't be taken. */
function readMessage(folder: string, name: string, now: number): SaidMessage | string {
  const text = unlessUnreadable(() => readFileSync(join(folder, name), 'utf8'));
  if (text === null) return unreadable;
  const parsed = messageFileSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  }
  const { sound, name: caller, leftAt, seconds, dueAt = now + dueAfterMs, ...rest } = parsed.data;
  if (leftAt > now) return 'leftAt has not come yet';
  const bytes = soundOf(join(folder, sound));
  if (typeof bytes === 'string') return `${sound} ${bytes}`;
  const kind = soundKindOf(bytes.subarray(0, soundHead));
  if (!kind) return `${sound} is no WAV, no Opus in Ogg and no MP3`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const message = voiceMessageSchema.parse({ sha256, kind, size: bytes.length, seconds, leftAt });
  return { bytes, left: { ...rest, dueAt, message, ...(caller !== undefined && { name: caller }) } };
}

/** Undefined for a text that is not JSON: no schema takes it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Its bytes, or what is wrong with it. A large file is not read. */
function soundOf(path: string): Uint8Array | string {
  const found = unlessUnreadable(() => statSync(path, { throwIfNoEntry: false }));
  if (found === null) return unreadable;
  if (!found?.isFile()) return 'is not there';
  if (found.size === 0) return 'is empty';
  if (found.size > largestMessage) return `has more than ${String(largestMessage)} bytes`;
  return unlessUnreadable(() => readFileSync(path)) ?? unreadable;
}

/** Null for whatever the system refuses, such as somebody else's file, a link that leads to itself or a bad sector. */
function unlessUnreadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
