import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { Levels } from '../port.ts';

/** The sound of one call leg, however it travels. */
export interface LegMedia {
  /** What the far end says; the same object for the whole leg. */
  readonly remoteStream: MediaStream;
  /** What is sent from now on; undefined sends silence. Does not stop the tracks of the stream before. */
  setLocalStream(stream: MediaStream | undefined): Promise<void>;
  /** Digits as events in the sound; false where the sound can't carry them. */
  sendDigits(digits: string): boolean;
  levels(): Levels;
  /** Undefined where sound does not travel, or has not begun to. */
  stats(): Promise<MediaStats | undefined>;
  /** May be called again. */
  close(): void;
}

export interface LegMediaListener {
  /** No sound can get through any more, though the call still stands. */
  onFailed(): void;
}

/** The part of sip.js's SessionDescriptionHandler that a leg's media has to play, and a little more; sip.js knows it by shape. */
export interface DescriptionHandler {
  /** What this end offered last waits for its answer. */
  readonly hasOffer: boolean;
  close(): void;
  getDescription(options?: DescriptionOptions): Promise<{ body: string; contentType: string }>;
  hasDescription(contentType: string): boolean;
  /** Back to what was agreed before the last offer, whosever it was; nothing where none waits. Never rejects. */
  rollbackDescription(): Promise<void>;
  setDescription(sdp: string): Promise<void>;
  /** The answer to what was offered; false when nothing can be made of it, and what was agreed before is in force again. */
  takeAnswer(sdp: string): Promise<boolean>;
  sendDtmf(tones: string): boolean;
}

export interface DescriptionOptions {
  /** Of sip.js itself; nothing here reads it. */
  readonly constraints?: object;
  /** Put the far end on hold: what we offer is that it only listens. */
  readonly hold?: boolean;
  readonly offerOptions?: { readonly iceRestart: boolean };
}
