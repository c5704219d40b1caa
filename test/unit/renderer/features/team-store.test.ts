import { expect, test } from 'vitest';
import { createTeamStore, type TeamStore } from '../../../../src/renderer/features/tickets/team-store.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

const pageRows = 200;
const whole = 1000;

interface Centre {
  readonly store: TeamStore;
  /** Keys of the pages that were asked for. */
  readonly asked: (string | undefined)[];
  isAway: boolean;
}

/** A centre with 1,000 tickets, 200 to a page; the first of each page came with the one before as well. */
function centreOf(): Centre {
  const asked: (string | undefined)[] = [];
  const centre = { asked, isAway: false };
  const invoke = (_name: string, { before }: { before?: string }): Promise<object> => {
    asked.push(before);
    if (centre.isAway) return Promise.resolve({ ok: false, error: { code: 'server.unreachable', retry: 'auto' } });
    const from = Number(before ?? 0);
    const tickets = Array.from({ length: pageRows }, (_none, nth) => ({
      id: `t${String(Math.max(0, from - 1) + nth)}`,
    }));
    const next = from + pageRows < whole ? { next: String(from + pageRows) } : {};
    return Promise.resolve({ ok: true, value: { tickets, ...next } });
  };
  return Object.assign(centre, { store: createTeamStore({ invoke } as unknown as DeskApi) });
}

/** All that is under way has been answered. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('the next page comes shortly before the rows end, once, and no row twice', async () => {
  const { store, asked } = centreOf();
  await store.actions.show(undefined);
  store.actions.need(0, 20);
  expect(asked).toEqual([undefined]);
  store.actions.need(120, 150);
  // Still scrolling while it is on its way.
  store.actions.need(150, 190);
  await settled();
  expect(asked).toEqual([undefined, '200']);
  const { rows } = store.getState();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows).toHaveLength(399);
});

test('scrolled to the end all pages have come, and none is asked for after the last', async () => {
  const { store, asked } = centreOf();
  await store.actions.show(undefined);
  for (let rounds = 0; rounds < 10; rounds += 1) {
    const { length } = store.getState().rows;
    store.actions.need(length - 10, length - 1);
    await settled();
  }
  expect(asked).toEqual([undefined, '200', '400', '600', '800']);
  expect(store.getState()).toMatchObject({ next: undefined, isReading: false });
});

test('a centre that is away is not asked again with every turn of the wheel', async () => {
  const centre = centreOf();
  await centre.store.actions.show(undefined);
  centre.isAway = true;
  for (const last of [180, 185, 190]) {
    centre.store.actions.need(last - 10, last);
    await settled();
  }
  expect(centre.asked).toHaveLength(2);
  expect(centre.store.getState()).toMatchObject({ error: { code: 'server.unreachable' }, isReading: false });
  expect(centre.store.getState().rows).toHaveLength(pageRows);
});
