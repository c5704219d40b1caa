/** What the first bytes of a sound file say that it is. */
export type SoundKind = 'ogg' | 'wav' | 'flac';

export interface SoundMeasured {
  readonly kind: SoundKind;
  /** How long it plays. */
  readonly ms: number;
}

/** `otherType`: none of the three by its bytes. `broken`: one of them, and cut off or without a length. */
export type SoundFault = 'otherType' | 'broken';

/** Pure: type and length of a sound by its bytes; its name is not asked. */
export function measureSound(bytes: Uint8Array): SoundMeasured | SoundFault {
  const kind = kindOf(bytes);
  if (!kind) return 'otherType';
  const ms = lengths[kind](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return ms !== undefined && Number.isFinite(ms) && ms > 0 ? { kind, ms } : 'broken';
}

function kindOf(bytes: Uint8Array): SoundKind | undefined {
  if (isAt(bytes, 0, 'OggS')) return 'ogg';
  if (isAt(bytes, 0, 'fLaC')) return 'flac';
  return isAt(bytes, 0, 'RIFF') && isAt(bytes, 8, 'WAVE') ? 'wav' : undefined;
}

function isAt(bytes: Uint8Array, place: number, word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (bytes[place + i] !== word.charCodeAt(i)) return false;
  return true;
}

type Length = (bytes: Uint8Array, view: DataView) => number | undefined;

const lengths: Record<SoundKind, Length> = { ogg: oggLength, wav: wavLength, flac: flacLength };

/** Bytes of the `data` chunk by the bytes a second of `fmt `; a file that is shorter than it says was cut off. */
function wavLength(bytes: Uint8Array, view: DataView): number | undefined {
  let byteRate: number | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (isAt(bytes, at, 'fmt ') && at + 20 <= bytes.length) byteRate = view.getUint32(at + 16, true);
    if (isAt(bytes, at, 'data')) {
      return byteRate === undefined || at + 8 + size > bytes.length ? undefined : (1000 * size) / byteRate;
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** Samples by samples a second, of the first block, which every file has. */
function flacLength(bytes: Uint8Array, view: DataView): number | undefined {
  if (bytes.length < 42 || (view.getUint8(4) & 0x7f) !== 0) return undefined;
  const rate = view.getUint32(18) >>> 12;
  const samples = (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22);
  return (1000 * samples) / rate;
}

/** The samples that its last page ends with; Opus always counts 48,000 a second, and some that are left out first. */
function oggLength(bytes: Uint8Array, view: DataView): number | undefined {
  const codec = oggCodec(bytes, view);
  const last = lastPage(bytes);
  if (!codec || last < 0 || last + 14 > bytes.length) return undefined;
  // The upper half stands above every length that there is.
  const samples = view.getUint32(last + 6, true) + view.getInt32(last + 10, true) * 2 ** 32;
  return (1000 * (samples - codec.skip)) / codec.rate;
}

function oggCodec(bytes: Uint8Array, view: DataView): { readonly rate: number; readonly skip: number } | undefined {
  const head = 27 + (bytes[26] ?? 0);
  if (head + 16 > bytes.length) return undefined;
  if (isAt(bytes, head, 'OpusHead')) return { rate: 48_000, skip: view.getUint16(head + 10, true) };
  if (isAt(bytes, head, '\u0001vorbis')) return { rate: view.getUint32(head + 12, true), skip: 0 };
  return undefined;
}

function lastPage(bytes: Uint8Array): number {
  for (let at = bytes.length - 14; at >= 0; at -= 1) if (isAt(bytes, at, 'OggS')) return at;
  return -1;
}
