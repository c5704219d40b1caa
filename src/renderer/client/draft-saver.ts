import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Result } from '../../shared/ipc/result.ts';

/** A pause in typing: short enough that a crash costs half a word, long enough not to write at every key. */
const pauseMs = 250;

export interface DraftSaver<D extends { readonly id: string }> {
  schedule(draft: D): void;
  /** True while the disk does not have the newest text. */
  isUnsaved(id: D['id']): boolean;
  /** Forgets what is scheduled and waits for a write on its way, so that nothing lands after a submit or discard. */
  drop(id: D['id']): Promise<void>;
  /** Writes all that waits; answers whether the disk has everything now. */
  flush(): Promise<boolean>;
  /** Forgets everything: the agent signed out, and nothing of him may reach the next one's seat. */
  reset(): void;
}

interface Slot<D> {
  newest: D;
  timer: ReturnType<typeof setTimeout> | undefined;
  writing: Promise<void> | undefined;
}

/** Writes each draft at every pause in typing, one write at a time, the newest text always last. */
export function createDraftSaver<D extends { readonly id: string }>(
  save: (draft: D) => Promise<Result<{ savedAt: number }>>,
  on: { onSaved: (id: D['id'], at: number) => void; onFailed: (error: AppError) => void },
): DraftSaver<D> {
  const slots = new Map<D['id'], Slot<D>>();

  async function write(slot: Slot<D>): Promise<void> {
    const id: D['id'] = slot.newest.id;
    let written: D;
    do {
      written = slot.newest;
      const result = await save(written);
      if (!result.ok) {
        on.onFailed(result.error);
        slot.writing = undefined;
        // A dropped draft is no longer this saver's to keep.
        if (result.error.retry !== 'none' && slots.get(id) === slot) arm(slot, 2000);
        return;
      }
      on.onSaved(id, result.value.savedAt);
    } while (written !== slot.newest && slots.get(id) === slot);
    slot.writing = undefined;
    if (slots.get(id) === slot && slot.timer === undefined) slots.delete(id);
  }

  function begin(slot: Slot<D>): void {
    slot.timer = undefined;
    slot.writing ??= write(slot);
  }

  function arm(slot: Slot<D>, delayMs: number): void {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => {
      begin(slot);
    }, delayMs);
  }

  return {
    schedule(draft) {
      const slot = slots.get(draft.id) ?? { newest: draft, timer: undefined, writing: undefined };
      slot.newest = draft;
      slots.set(draft.id, slot);
      arm(slot, pauseMs);
    },
    isUnsaved: (id) => slots.has(id),
    async drop(id) {
      const slot = slots.get(id);
      if (!slot) return;
      clearTimeout(slot.timer);
      slots.delete(id);
      await slot.writing;
    },
    async flush() {
      const waiting = [...slots.values()];
      for (const slot of waiting) {
        clearTimeout(slot.timer);
        begin(slot);
      }
      await Promise.all(waiting.map((slot) => slot.writing ?? Promise.resolve()));
      return slots.size === 0;
    },
    reset() {
      for (const slot of slots.values()) clearTimeout(slot.timer);
      slots.clear();
    },
  };
}
