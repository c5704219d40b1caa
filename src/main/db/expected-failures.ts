import { err, type Result } from '../../shared/ipc/result.ts';
import type { SeatDesk } from './seat-desk.ts';
import { failureOf } from './sqlite-failure.ts';
import { StorageFailure } from './storage-failure.ts';

type Suspecting = Pick<SeatDesk, 'suspectDamage'>;

/** An expected failure of the files becomes a StorageFailure. */
export function plain<T>(desk: Suspecting, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translate(desk, error);
  }
}

/** An expected failure of the files becomes the Result's error. */
export function result<T>(desk: Suspecting, work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    const translated = translate(desk, error);
    if (translated instanceof StorageFailure) return err(translated.error);
    throw translated;
  }
}

function translate(desk: Suspecting, error: unknown): unknown {
  const failure = failureOf(error);
  if (failure?.code === 'storage.damaged') desk.suspectDamage();
  return failure ? new StorageFailure(failure) : error;
}
