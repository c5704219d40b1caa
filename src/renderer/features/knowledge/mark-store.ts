import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleMark, MarkChange, MarkedArticle } from '../../../shared/domain/article-mark.ts';
import type { ArticleId, CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Result } from '../../../shared/ipc/result.ts';

const markedShown = 12;

export interface MarkState {
  readonly marked: readonly MarkedArticle[];
  readonly mark: ArticleMark | undefined;
  /** What the agent had read of the open article before. */
  readonly before: ArticleMark['read'] | undefined;
  /** Notes as they were typed, by article, until they are on the disk. */
  readonly notes: Readonly<Record<string, string>>;
  readonly error: AppError | undefined;
  readonly callId: CallId | undefined;
}

export type MarkStore = StoreApi<MarkState> & {
  load(): Promise<void>;
  open(id: ArticleId): Promise<void>;
  togglePin(): void;
  /** The call on the screen: in each an article can help anew. */
  inCall(callId: CallId | undefined): void;
  /** This version answered the question, in this call where there is one. */
  helped(): void;
  /** Kept at the next pause in typing. */
  writeNote(id: ArticleId, note: string): void;
  /** Keeps what was typed at once. False while something is not on the disk: it stays and is tried again. */
  flush(): Promise<boolean>;
  notRight(callId: CallId | undefined): void;
  clear(): void;
};

const nothing = {
  marked: [],
  mark: undefined,
  before: undefined,
  notes: {},
  error: undefined,
  callId: undefined,
} as const;
/** A pause in typing. */
const saveAfterMs = 600;

/** What the agent has to do with the articles he reads; it lies in his own seat. */
export function createMarkStore(desk: DeskApi): MarkStore {
  const store = createStore<MarkState>(() => nothing);
  const { getState: get, setState: set } = store;

  /** The open article; what is marked in it may still be on its way here. */
  let asked: ArticleId | undefined;

  async function load(): Promise<void> {
    const result = await desk.invoke('articles:marked', { limit: markedShown });
    if (result.ok) set({ marked: result.value });
  }
  function keep(result: Result<ArticleMark>): void {
    if (!result.ok) set({ error: result.error });
    // He may have opened another one meanwhile.
    else if (asked === result.value.id) set({ mark: result.value, error: undefined });
    void load();
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<unknown> = Promise.resolve();

  async function saveNote(id: ArticleId, note: string): Promise<void> {
    const result = await desk.invoke('articles:mark', { id, change: { type: 'noted', note } });
    // An article that is gone has no place for a note any more.
    const isSettled = result.ok || result.error.code === 'article.notFound';
    keep(result);
    if (!isSettled || get().notes[id] !== note) return;
    const { [id]: _, ...left } = get().notes;
    set({ notes: left });
  }
  async function saveNotes(): Promise<void> {
    for (const [id, note] of Object.entries(get().notes)) await saveNote(id as ArticleId, note);
  }
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    saving = saving.then(saveNotes);
    await saving;
    return Object.keys(get().notes).length === 0;
  };
  const change = async (id: ArticleId, what: MarkChange): Promise<void> =>
    keep(await desk.invoke('articles:mark', { id, change: what }));
  return Object.assign(store, {
    load,
    async open(id: ArticleId) {
      asked = id;
      if (get().mark?.id !== id) set({ mark: undefined, before: undefined, error: undefined });
      const result = await desk.invoke('articles:open', { id });
      // He reads another one by now.
      if (asked !== id) return;
      if (result.ok) set({ mark: result.value.mark, before: result.value.before, error: undefined });
      else set({ error: result.error });
      void load();
    },
    togglePin() {
      const { mark } = get();
      if (mark) void change(mark.id, { type: mark.isPinned ? 'unpinned' : 'pinned' });
    },
    inCall(callId: CallId | undefined) {
      // What a practice call refuses can be said when it is over.
      if (callId !== get().callId && get().error?.code === 'article.practice') set({ error: undefined });
      set({ callId });
    },
    helped() {
      const { callId } = get();
      if (asked) void change(asked, { type: 'helped', ...(callId && { callId }) });
    },
    writeNote(id: ArticleId, note: string) {
      set({ notes: { ...get().notes, [id]: note } });
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), saveAfterMs);
    },
    flush,
    notRight(callId: CallId | undefined) {
      if (asked) void desk.invoke('articles:notRight', { id: asked, ...(callId && { callId }) }).then(keep);
    },
    clear: () => {
      asked = undefined;
      clearTimeout(timer);
      set(nothing);
    },
  });
}
