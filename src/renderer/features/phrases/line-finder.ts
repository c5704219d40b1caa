import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MomentKind } from '../../../shared/domain/moment.ts';
import type { LineView } from '../../../shared/script/line-view.ts';

export interface FoundLine {
  readonly view: LineView;
  /** False for one that a flow keeps back at this point of the call. */
  readonly isSayable: boolean;
}

/** The lines that are not in sight. */
export interface LineFinder {
  readonly search: (query: string) => readonly FoundLine[];
  readonly kinds: () => readonly { readonly kind: MomentKind; readonly count: number }[];
  readonly linesOf: (kind: MomentKind) => readonly FoundLine[];
}

/** How an agent looks for a line: by what is in it, or by what it is for. */
export type FinderView =
  | { readonly kind: 'closed' }
  | { readonly kind: 'search'; readonly query: string; readonly selected: number }
  | { readonly kind: 'kinds' }
  | { readonly kind: 'lines'; readonly of: MomentKind };

export interface FinderState {
  readonly view: FinderView;
  /** Counts how often the search was asked for: each time the field takes the focus. */
  readonly asked: number;
  openSearch(): void;
  openKinds(): void;
  openKind(kind: MomentKind): void;
  type(query: string): void;
  select(index: number): void;
  close(): void;
}

export type FinderStore = StoreApi<FinderState>;

export function createFinderStore(): FinderStore {
  const empty = { kind: 'search', query: '', selected: 0 } as const;
  return createStore<FinderState>((set) => ({
    view: { kind: 'closed' },
    asked: 0,
    openSearch: () => {
      set(({ view, asked }) => ({ view: view.kind === 'search' ? view : empty, asked: asked + 1 }));
    },
    openKinds: () => {
      set({ view: { kind: 'kinds' } });
    },
    openKind: (of) => {
      set({ view: { kind: 'lines', of } });
    },
    type: (query) => {
      set({ view: { kind: 'search', query, selected: 0 } });
    },
    select: (selected) => {
      set(({ view }) => (view.kind === 'search' ? { view: { ...view, selected } } : {}));
    },
    close: () => {
      set({ view: { kind: 'closed' } });
    },
  }));
}

/** Keys of the entries of a list, in order: 1–9, then the letters. By place on the keyboard, as all keys of the desk. */
export const listKeys: readonly { readonly code: string; readonly label: string }[] = [
  ...Array.from('123456789', (digit) => ({ code: `Digit${digit}`, label: digit })),
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => ({ code: `Key${letter}`, label: letter })),
];
