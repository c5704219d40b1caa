import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { OutboxRow } from '../../../../src/main/db/seat-store.ts';
import type { Customer } from '../../../../src/shared/domain/customer.ts';
import type { CustomerId } from '../../../../src/shared/ids.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { agentA, createTestCentre, must, password, startOfTime, type Store, type TestCentre } from './test-centre.ts';

/** A profile folder of its own, a centre and a store for each test. */
export interface SeatFixture {
  folder: string;
  centre: TestCentre;
  store: Store;
  /** Signs agent A off and on again, offline. */
  reopen(): Promise<void>;
  settle(
    rows: readonly OutboxRow[],
    outcome: PushOutcome['outcome'],
    more?: Partial<PushOutcome>,
  ): ReturnType<Store['settleOutbox']>;
  /** Path of a file below seats/. */
  seatFile(name: string): string;
}

/** A minute after agent A signed in. */
export const now = startOfTime + 60_000;

export const customer: Customer = {
  id: 'c-1' as CustomerId,
  name: '李措毛',
  salutation: '女士',
  phones: ['+8613997041234', '+8613900000000'],
  accountNo: '0630001',
  isSpecialHandling: false,
  updatedAt: 1,
};

export function useSeat({ isSignedIn }: { isSignedIn: boolean }): SeatFixture {
  const fixture = {} as SeatFixture;
  beforeEach(async () => {
    fixture.folder = mkdtempSync(join(tmpdir(), 'seat-'));
    fixture.centre = createTestCentre(fixture.folder);
    fixture.store = fixture.centre.store();
    fixture.seatFile = (name) => join(fixture.folder, 'seats', name);
    fixture.reopen = async () => {
      await fixture.store.close();
      must(await fixture.store.openOffline(agentA, password, now));
    };
    fixture.settle = (rows, outcome, more = {}) =>
      fixture.store.settleOutbox(
        rows.map(({ id }) => ({ id, outcome, ...more })),
        now,
      );
    if (isSignedIn) must(await fixture.centre.enter(fixture.store, agentA, startOfTime));
  });
  afterEach(async () => {
    await fixture.store.terminate();
    rmSync(fixture.folder, { recursive: true });
  });
  return fixture;
}
