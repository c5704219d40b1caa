import type { SeatConfig } from './seat-config.ts';

/** In characters; a configuration with everything in it has some two thousand. */
export const maxSeatFileLength = 100_000;

/** The text of a configuration file as a value; `line` is where it stops being JSON, from 1. */
export type ReadSeatFile =
  { readonly isJson: true; readonly value: unknown } | { readonly isJson: false; readonly line: number };

export function readSeatFile(text: string): ReadSeatFile {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return { isJson: true, value: JSON.parse(plain) };
  } catch (error) {
    return { isJson: false, line: brokenLine(plain, error instanceof Error ? error.message : '') };
  }
}

/** Engines say where they stopped only in their message; where they don't, it is the end. */
function brokenLine(text: string, message: string): number {
  const line = /\bline (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /\bposition (\d+)/.exec(message)?.[1];
  const before = position === undefined ? text : text.slice(0, Number(position));
  return before.split('\n').length;
}

/**
 * The file of a configuration, to set up the next seat with. Passwords stay behind: whoever takes it over is asked for
 * them. Keys of the centre are public.
 */
export function writeSeatFile(config: SeatConfig): string {
  const { kind: _kind, exchange, ...rest } = config;
  const iceServers = exchange?.iceServers.map(({ credential: _secret, ...server }) => server);
  return `${JSON.stringify({ ...rest, exchange: exchange && { ...exchange, iceServers } }, null, 2)}\n`;
}
