import type { WireError } from '../src/shared/sync/wire.ts';

/** An expected "no" to a request: HTTP status and the body that says why. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 423 | 429 | 500 | 503;
  readonly error: WireError;
}

/** A field that can't be as it was sent. */
export function invalidField(field: string): Refusal {
  return refusal(400, 'request.invalid', { field });
}

export function refusal(status: Refusal['status'], code: WireError['code'], params?: WireError['params']): Refusal {
  return { status, error: params === undefined ? { code } : { code, params } };
}
