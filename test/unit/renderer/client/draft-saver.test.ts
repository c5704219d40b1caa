import { describe, expect, it, vi } from 'vitest';
import { createDraftSaver } from '../../../../src/renderer/client/draft-saver.ts';
import type { TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { ticketIdSchema } from '../../../../src/shared/ids.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../../src/shared/ipc/result.ts';

const id = ticketIdSchema.parse('01890000-0000-7000-8000-000000000001');

function draft(description: string): TicketDraft {
  return { id, description } as TicketDraft;
}

/** A core whose answers the test gives one by one. */
function scriptedCore() {
  const written: string[] = [];
  const waiting: ((result: Result<{ savedAt: number }>) => void)[] = [];
  const save = (input: TicketDraft): Promise<Result<{ savedAt: number }>> => {
    written.push(input.description);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return { save, written, answer: (result: Result<{ savedAt: number }>) => waiting.shift()?.(result) };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe('saving a draft', () => {
  it('writes at a pause in typing, one write at a time, the newest text last', async () => {
    vi.useFakeTimers();
    const core = scriptedCore();
    const saver = createDraftSaver(core.save, { onSaved: () => undefined, onFailed: () => undefined });
    saver.schedule(draft('a'));
    saver.schedule(draft('ab'));
    expect(core.written).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(core.written).toEqual(['ab']);
    saver.schedule(draft('abc'));
    await vi.advanceTimersByTimeAsync(300);
    expect(core.written).toEqual(['ab']);
    core.answer(ok({ savedAt: 1 }));
    await settle();
    expect(core.written).toEqual(['ab', 'abc']);
    expect(saver.isUnsaved(id)).toBe(true);
    core.answer(ok({ savedAt: 2 }));
    await settle();
    expect(saver.isUnsaved(id)).toBe(false);
    vi.useRealTimers();
  });

  it('tries again by itself when the core could not write, and tells', async () => {
    vi.useFakeTimers();
    const core = scriptedCore();
    const failed = vi.fn();
    const saver = createDraftSaver(core.save, { onSaved: () => undefined, onFailed: failed });
    saver.schedule(draft('a'));
    await vi.advanceTimersByTimeAsync(300);
    core.answer(err(appError('storage.diskFull', 'user')));
    await vi.advanceTimersByTimeAsync(3000);
    expect(failed).toHaveBeenCalledOnce();
    expect(core.written).toEqual(['a', 'a']);
    vi.useRealTimers();
  });

  it('forgets everything when the agent signs out, also what could not be written', async () => {
    vi.useFakeTimers();
    const core = scriptedCore();
    const saver = createDraftSaver(core.save, { onSaved: () => undefined, onFailed: () => undefined });
    saver.schedule(draft('a'));
    await vi.advanceTimersByTimeAsync(300);
    const flushed = saver.flush();
    core.answer(err(appError('auth.required', 'user')));
    expect(await flushed).toBe(false);
    saver.reset();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(core.written).toEqual(['a']);
    vi.useRealTimers();
  });

  it('lets nothing land after a submit', async () => {
    vi.useFakeTimers();
    const core = scriptedCore();
    const saver = createDraftSaver(core.save, { onSaved: () => undefined, onFailed: () => undefined });
    saver.schedule(draft('a'));
    await vi.advanceTimersByTimeAsync(300);
    saver.schedule(draft('ab'));
    const dropped = saver.drop(id);
    core.answer(ok({ savedAt: 1 }));
    await settle();
    core.answer(ok({ savedAt: 2 }));
    await dropped;
    await vi.advanceTimersByTimeAsync(3000);
    expect(core.written.length).toBeLessThanOrEqual(2);
    vi.useRealTimers();
  });
});
