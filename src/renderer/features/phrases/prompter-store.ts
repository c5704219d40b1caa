import { createStore, type StoreApi } from 'zustand/vanilla';
import { newPrompter, nextPrompter, type Prompter, type PrompterEvent } from '../../../shared/script/prompter.ts';

export interface PrompterState {
  /** The live call in which it was switched on: the next one begins without it. */
  readonly onIn: string | undefined;
  /** Of the line that is shown; absent while none is. */
  readonly prompter: Prompter | undefined;
  readonly switchIn: (callId: string | undefined) => void;
  /** Another line, or another text of it: begins anew, and waits. */
  readonly load: (lengths: readonly number[] | undefined, pace: number) => void;
  readonly send: (event: PrompterEvent) => void;
}

export type PrompterStore = StoreApi<PrompterState>;

/** @param now ms of a clock that is never set */
export function createPrompterStore(now: () => number): PrompterStore {
  return createStore<PrompterState>((set) => ({
    onIn: undefined,
    prompter: undefined,
    switchIn: (onIn) => {
      set({ onIn });
    },
    load: (lengths, pace) => {
      set({ prompter: lengths && newPrompter(lengths, pace) });
    },
    send: (event) => {
      set(({ prompter }) => ({ prompter: prompter && nextPrompter(prompter, event, now()) }));
    },
  }));
}
