import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wasm': 'application/wasm',
};

/**
 * Reads the built page. `path` is the path of an address, still percent-encoded. Answers null for whatever is not a
 * plain file of a known type inside the folder: a way out, a link out, a hidden file, a folder.
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const relative = toRelative(path);
  const type = relative === null ? undefined : types[extname(relative)];
  if (relative === null || type === undefined) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(resolve(root, relative));
    if (!file.startsWith(root + sep)) return null;
    return { body: await readFile(file), type };
  } catch {
    return null;
  }
}

function toRelative(path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return null;
  if (decoded === '/') return 'index.html';
  const parts = decoded.slice(1).split('/');
  return parts.some((part) => part === '' || part.startsWith('.')) ? null : parts.join('/');
}
