import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { deliver } from '../../../../src/main/sync/deliver.ts';
import { turnedAway } from '../../../../src/main/sync/server-client.ts';
import { mutationIdSchema, type MutationId } from '../../../../src/shared/ids.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../../src/shared/ipc/result.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';

interface Row {
  readonly id: MutationId;
}

function rows(count: number): Row[] {
  return Array.from({ length: count }, () => ({ id: mutationIdSchema.parse(uuidv7()) }));
}

/** A server that refuses every request holding `bad`, and goes away after `patience` requests. */
function server(bad: ReadonlySet<MutationId>, patience = Infinity) {
  const seen: MutationId[][] = [];
  const send = (part: readonly Row[]): Promise<Result<PushOutcome[]>> => {
    seen.push(part.map((row) => row.id));
    if (seen.length > patience) return Promise.resolve(err(appError('server.unreachable', 'auto')));
    if (part.some((row) => bad.has(row.id))) {
      return Promise.resolve(err(appError('server.rejected', 'none', { code: 'request.invalid' })));
    }
    return Promise.resolve(ok(part.map(({ id }) => ({ id, outcome: 'applied' as const }))));
  };
  return { seen, send };
}

test('a row that spoils its request is refused alone', async () => {
  const all = rows(9);
  const bad = all[5]?.id;
  const { send } = server(new Set(bad ? [bad] : []));
  const delivery = await deliver(all, send);
  expect(delivery.unsent).toEqual([]);
  expect(delivery.failure).toBeUndefined();
  expect(delivery.outcomes.map((outcome) => outcome.id)).toEqual(all.map((row) => row.id));
  expect(delivery.outcomes.filter((outcome) => outcome.outcome !== 'applied')).toEqual([
    { id: bad, outcome: 'rejected', code: 'request.invalid' },
  ]);
});

test('what something on the way turns away is sent in smaller parts; alone it waits, and the others go on', async () => {
  const all = rows(9);
  const heavy = all[5]?.id;
  const turned = err(appError('server.rejected', 'auto', { code: turnedAway }));
  const delivery = await deliver(all, (part) =>
    Promise.resolve(
      part.length > 4 || part.some((row) => row.id === heavy)
        ? turned
        : ok(part.map(({ id }) => ({ id, outcome: 'applied' as const }))),
    ),
  );
  expect(delivery.failure).toBeUndefined();
  expect(delivery.outcomes).toEqual(all.map(({ id }) => ({ id, outcome: id === heavy ? 'retry' : 'applied' })));
});

test('every row is accounted for when the server goes away half-way', async () => {
  const all = rows(8);
  const bad = all[7]?.id;
  const { send } = server(new Set(bad ? [bad] : []), 2);
  const delivery = await deliver(all, send);
  expect(delivery.failure?.code).toBe('server.unreachable');
  expect(delivery.outcomes.map((outcome) => outcome.id)).toEqual(all.slice(0, 4).map((row) => row.id));
  expect(delivery.unsent).toEqual(all.slice(4).map((row) => row.id));
});

test('a row that the answer forgot is sent again', async () => {
  const all = rows(2);
  const delivery = await deliver(all, () =>
    Promise.resolve(ok([{ id: all[0]?.id ?? all[1]!.id, outcome: 'duplicate' }])),
  );
  expect(delivery.outcomes.map((outcome) => outcome.outcome)).toEqual(['duplicate', 'retry']);
});
