import { expect, test } from 'vitest';
import { createMarkStore } from '../../../../src/renderer/features/knowledge/mark-store.ts';
import { articleIdSchema } from '../../../../src/shared/ids.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

const first = articleIdSchema.parse('power.first');
const second = articleIdSchema.parse('power.second');

test('the marks are those of the article that is read, whichever answer comes last', async () => {
  const answers = new Map<string, () => void>();
  const invoke = (name: string, input: { id: string }): Promise<unknown> =>
    name === 'articles:open'
      ? new Promise((resolve) => {
          answers.set(input.id, () => resolve({ ok: true, value: { mark: { id: input.id } } }));
        })
      : Promise.resolve({ ok: true, value: [] });
  const marks = createMarkStore({ invoke } as unknown as DeskApi);
  const opened = [marks.open(first), marks.open(second)];
  answers.get(second)?.();
  answers.get(first)?.();
  await Promise.all(opened);
  expect(marks.getState().mark?.id).toBe(second);
});

test('a key pressed before the marks of the article have come is not lost', async () => {
  const opening = Promise.withResolvers<unknown>();
  const invoke = (name: string, input: { id: string; change?: { type: string } }): Promise<unknown> => {
    if (name === 'articles:open') return opening.promise;
    if (name !== 'articles:mark') return Promise.resolve({ ok: true, value: [] });
    return opening.promise.then(() => ({ ok: true, value: { id: input.id, helpedVersion: 3 } }));
  };
  const marks = createMarkStore({ invoke } as unknown as DeskApi);
  marks.helped();
  const opened = marks.open(first);
  marks.helped();
  opening.resolve({ ok: true, value: { mark: { id: first } } });
  await opened;
  await expect.poll(() => marks.getState().mark).toEqual({ id: first, helpedVersion: 3 });
});

/** A core that keeps notes, or refuses to. */
function noteKeeper() {
  const kept = new Map<string, string>();
  const core = { kept, refusal: undefined as string | undefined };
  const invoke = (name: string, input: { id: string; change?: { note?: string } }): Promise<unknown> => {
    if (name !== 'articles:mark') return Promise.resolve({ ok: true, value: [] });
    if (core.refusal) return Promise.resolve({ ok: false, error: { code: core.refusal, retry: 'user' } });
    kept.set(input.id, input.change?.note ?? '');
    return Promise.resolve({ ok: true, value: { id: input.id, note: input.change?.note } });
  };
  return { core, marks: createMarkStore({ invoke } as unknown as DeskApi) };
}

test('a note that could not be kept stays as it was typed, and is kept the next time', async () => {
  const { core, marks } = noteKeeper();
  core.refusal = 'storage.diskFull';
  marks.writeNote(first, '先看公告');
  expect(await marks.flush()).toBe(false);
  expect(marks.getState()).toMatchObject({ notes: { [first]: '先看公告' }, error: { code: 'storage.diskFull' } });
  core.refusal = undefined;
  marks.writeNote(second, '另一条');
  expect(await marks.flush()).toBe(true);
  expect(Object.fromEntries(core.kept)).toEqual({ [first]: '先看公告', [second]: '另一条' });
  expect(marks.getState().notes).toEqual({});
});

test('what is typed while a note is being kept is kept as well', async () => {
  const { core, marks } = noteKeeper();
  marks.writeNote(first, '先');
  const kept = marks.flush();
  await Promise.resolve();
  marks.writeNote(first, '先看');
  expect(await kept).toBe(false);
  expect(await marks.flush()).toBe(true);
  expect(core.kept.get(first)).toBe('先看');
});

test('a note at an article that is gone holds nobody at the desk', async () => {
  const { core, marks } = noteKeeper();
  core.refusal = 'article.notFound';
  marks.writeNote(first, '先看公告');
  expect(await marks.flush()).toBe(true);
});
