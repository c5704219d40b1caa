import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InsteadQuery, SearchAnswer, SearchWish } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { partsOf } from './article-body.ts';
import { askNewest } from '../../client/newest-question.ts';

const hitsShown = 20;
/** The core looks at less; what is pasted may be anything. */
const longestAsked = 1000;
const helpAfterMs = 150;
const refreshEveryMs = 2000;

const asked = (query: string): string => query.trim().slice(0, longestAsked);

export type SearchFilters = Omit<SearchWish, 'callerArea'>;

export interface KnowledgeState {
  readonly query: string;
  /** What the agent narrowed the search to. */
  readonly filters: SearchFilters;
  readonly answer: SearchAnswer | undefined;
  /** Goes up with each answer to another question; stays when the same one is asked anew. */
  readonly turn: number;
  /** What would find something, where the answer holds nothing. */
  readonly instead: readonly InsteadQuery[];
  readonly selected: number;
  readonly open: CommandOutput<'knowledge:article'> | undefined;
  /** The part of the open article that the agent stands on. */
  readonly part: number | undefined;
  readonly error: AppError | undefined;
  type(query: string): void;
  /** Narrows this and the next searches. */
  filter(filters: SearchFilters): void;
  /** Articles for this area come first: the one that the caller is in. */
  nearTo(area: string | undefined): void;
  move(step: 1 | -1): void;
  openSelected(): void;
  read(id: ArticleId): void;
  close(): void;
  /** One part of the open article up or down. */
  movePart(step: 1 | -1): void;
  /** The cache changed: asks again, and leaves an open article open. */
  refresh(): void;
  /** The agent signed out: what he looked up goes with him. */
  clear(): void;
}

export type KnowledgeStore = StoreApi<KnowledgeState>;

/** Whether anything is narrowed. */
export function isFiltered({ languages, domains, area, onlyValid }: SearchFilters): boolean {
  return (languages?.length ?? 0) > 0 || (domains?.length ?? 0) > 0 || area !== undefined || onlyValid === true;
}

/** Search as one types. */
export function createKnowledgeStore(desk: DeskApi): KnowledgeStore {
  let helping: ReturnType<typeof setTimeout> | undefined;
  let answeredTo: string | undefined;
  let refreshedAt = 0;
  // Not in the state: what comes with a call must not draw the panel anew.
  let callerArea: string | undefined;
  /** Keys pressed before the answer to what he typed was there: they are meant for it, not for what it replaces. */
  let early: (() => void)[] = [];
  const store = createStore<KnowledgeState>((set, get) => {
    const question = (): { query: string; wish: SearchWish } => {
      const { query, filters } = get();
      return { query: asked(query), wish: { ...filters, ...(callerArea !== undefined && { callerArea }) } };
    };
    const questionKey = (): string => JSON.stringify(question());
    const { ask, isAsking } = askNewest(
      questionKey,
      () => desk.invoke('knowledge:search', { ...question(), limit: hitsShown }),
      (result) => {
        clearTimeout(helping);
        const pressed = early;
        early = [];
        if (!result.ok) return set({ error: result.error });
        const { selected, answer, instead } = get();
        const key = questionKey();
        // Asked anew because the cache changed: he stays where he stands.
        const isSame = answeredTo === key;
        const chosen = isSame ? answer?.hits[selected]?.id : undefined;
        const at = result.value.hits.findIndex(({ id }) => id === chosen);
        answeredTo = key;
        const stays = isSame && result.value.hits.length === 0 && answer?.hits.length === 0;
        set({
          answer: result.value,
          turn: get().turn + (isSame ? 0 : 1),
          ...(stays ? { instead } : { instead: [], selected: Math.max(0, at) }),
          error: undefined,
        });
        if (result.value.hits.length === 0) helping = setTimeout(() => void help(), helpAfterMs);
        else for (const press of pressed) press();
      },
    );
    /** Whether what is shown answers an older question; a key then waits for the newer one's answer. */
    function waits(press: () => void): boolean {
      const isEarly = answeredTo !== questionKey() && isAsking();
      if (isEarly) early.push(press);
      return isEarly;
    }
    /** He may still be in the middle of a word: asked for at a pause in typing. */
    async function help(): Promise<void> {
      const key = questionKey();
      if (get().query.trim() === '') return;
      const result = await desk.invoke('knowledge:instead', question());
      if (result.ok && questionKey() === key && get().answer?.hits.length === 0) set({ instead: result.value });
    }
    return {
      query: '',
      filters: {},
      answer: undefined,
      turn: 0,
      instead: [],
      selected: 0,
      open: undefined,
      part: undefined,
      error: undefined,
      type(query) {
        early = [];
        set({ query, open: undefined });
        void ask();
      },
      filter(filters) {
        set({ filters });
        get().refresh();
      },
      nearTo(area) {
        if (area === callerArea) return;
        callerArea = area;
        get().refresh();
      },
      move(step) {
        if (waits(() => get().move(step))) return;
        const { answer, instead } = get();
        const count = answer?.hits.length || instead.length;
        if (count > 0) set({ selected: Math.min(count - 1, Math.max(0, get().selected + step)) });
      },
      openSelected() {
        if (waits(() => get().openSelected())) return;
        const { answer, instead, selected, read, type } = get();
        const hit = answer?.hits[selected];
        const other = instead[selected];
        if (hit) read(hit.id);
        else if (other) type(other.query);
      },
      read(id) {
        const askedFrom = get().query;
        void desk.invoke('knowledge:article', { id }).then((result) => {
          // He typed on meanwhile: the article must not open over the newer answer.
          if (get().query !== askedFrom) return;
          if (result.ok) set({ open: result.value, part: undefined, error: undefined });
          else set({ error: result.error });
        });
      },
      close() {
        set({ open: undefined });
      },
      movePart(step) {
        const { open, part } = get();
        if (!open) return;
        const last = partsOf(open.article.body).length - 1;
        set({ part: part === undefined ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, part + step)) });
      },
      clear() {
        callerArea = undefined;
        early = [];
        set({ query: '', filters: {}, answer: undefined, instead: [], selected: 0, open: undefined, error: undefined });
      },
      refresh() {
        if (get().query !== '') void ask();
      },
    };
  });
  desk.on('knowledgeUpdated', ({ fill }) => {
    // Pages of a first filling come many a second.
    if (fill && Date.now() - refreshedAt < refreshEveryMs) return;
    refreshedAt = Date.now();
    store.getState().refresh();
  });
  return store;
}
