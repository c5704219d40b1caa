import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { RowText } from '../../../shared/sync/waiting-row.ts';
import { plain, result } from '../expected-failures.ts';
import type { SeatDesk } from '../seat-desk.ts';
import type { SeatOps } from '../seat-ops.ts';
import type { SeatSession } from '../seat-session.ts';
import { discardRow } from './discard-row.ts';
import { discardedPage, discardedText, type DiscardedPage } from './discarded-rows.ts';
import { resendRow } from './resend-row.ts';
import { restoreRow } from './restore-row.ts';
import { waitingPage, waitingText, type WaitingPage } from './waiting-rows.ts';

/** What waits for the centre, what it refused, and what of that was thrown away. Times in UTC epoch ms. */
export interface WaitingBook {
  waitingPage(from: number, now: number): Promise<WaitingPage>;
  discardedPage(from: number): Promise<DiscardedPage>;
  /** Of either list, numbers and names masked: outbox.gone. */
  rowText(id: string): Promise<Result<RowText>>;
  /** outbox.gone, outbox.mayNotGo, and those of what it is. */
  resendRow(id: string, now: number): Promise<Result<void>>;
  /** outbox.gone, outbox.mayNotGo. */
  discardRow(id: string, now: number): Promise<Result<void>>;
  /** outbox.gone, outbox.enteredAnew. */
  restoreRow(id: string): Promise<Result<void>>;
}

export function waitingOps(desk: SeatDesk): Pick<SeatOps, keyof WaitingBook> {
  const { session } = desk;
  return {
    waitingPage: (from, now) => plain(desk, () => waitingPage(session(), from, now)),
    discardedPage: (from) => plain(desk, () => discardedPage(session(), from)),
    rowText: (id) => result(desk, () => textOf(session(), id)),
    resendRow: (id, now) => result(desk, () => resendRow(session(), id, now)),
    discardRow: (id, now) => result(desk, () => discardRow(session(), id, now)),
    restoreRow: (id) => result(desk, () => restoreRow(session(), id)),
  };
}

function textOf(session: SeatSession, id: string): Result<RowText> {
  const text = waitingText(session, id) ?? discardedText(session, id);
  return text ? ok(text) : err(appError('outbox.gone', 'none'));
}
