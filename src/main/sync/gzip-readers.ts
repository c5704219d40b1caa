import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
/** Shorter ones fit into a few packets anyhow. */
const longFrom = 4096;

export interface Packed {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Which addresses of a server have said that they can read what is compressed: an older one would refuse it. */
export class GzipReaders {
  readonly #known = new Set<string>();

  /** JSON as it is sent to this address. */
  async pack(address: string, json: string): Promise<Packed> {
    if (json.length < longFrom || !this.#known.has(address)) return { content: json, headers: {} };
    return { content: new Uint8Array(await compress(json)), headers: { 'content-encoding': 'gzip' } };
  }

  /**
   * Notes what the address says of itself in an answer, in `accept-encoding` (RFC 9110, 12.5.3). True when it has refused
   * what was sent and says no longer that it can read gzip: it is to be sent once more, plain.
   */
  isForgotten(address: string, { status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
    const wasKnown = this.#known.has(address);
    const isReader =
      headers
        .get('accept-encoding')
        ?.split(',')
        .some((coding) => coding.trim() === 'gzip') === true;
    if (isReader) this.#known.add(address);
    else this.#known.delete(address);
    return wasKnown && !isReader && (status === 400 || status === 415);
  }
}
