import { paceLimits } from '../domain/panel-choice.ts';

/**
 * Leads the eye through a line at a pace. Pure: time comes in with every event, as ms of any clock that runs on.
 *
 *     ready ──toggle──▶ running ──toggle──▶ paused ──toggle──▶ running
 *       ▲                  │ all said          │
 *       └──── restart ─────┴──── restart ──────┘      finished ──toggle──▶ running, from the beginning
 *
 * That all was said is worked out from the time, as is the clause: nothing has to tick.
 */
export interface Prompter {
  readonly kind: 'ready' | 'running' | 'paused';
  /** Units of each clause. */
  readonly lengths: readonly number[];
  /** Units a minute. */
  readonly pace: number;
  /** Units that were said when it last changed. */
  readonly said: number;
  readonly at: number;
}

export type PrompterEvent = { readonly type: 'toggle' | 'restart' } | { readonly type: 'pace'; readonly pace: number };

export interface PrompterPlace {
  /** Of the clause to be said; the last one when all was said. */
  readonly clause: number;
  /** Share of that clause which should be said by now, 0–1. */
  readonly share: number;
  readonly isFinished: boolean;
}

export function withinPace(pace: number): number {
  return Math.min(paceLimits.max, Math.max(paceLimits.min, Math.round(pace)));
}

export function newPrompter(lengths: readonly number[], pace: number): Prompter {
  return { kind: 'ready', lengths, pace: withinPace(pace), said: 0, at: 0 };
}

export function nextPrompter(state: Prompter, event: PrompterEvent, now: number): Prompter {
  const said = saidBy(state, now);
  switch (event.type) {
    case 'restart':
      return newPrompter(state.lengths, state.pace);
    case 'pace':
      // The place stays, whatever the pace was until now.
      return { ...state, pace: withinPace(event.pace), said, at: now };
    case 'toggle': {
      const isFinished = said >= total(state);
      if (state.kind === 'running' && !isFinished) return { ...state, kind: 'paused', said, at: now };
      return { ...state, kind: 'running', said: isFinished ? 0 : said, at: now };
    }
  }
}

/** Where a reader should be. */
export function placeAt(state: Prompter, now: number): PrompterPlace {
  const said = saidBy(state, now);
  const isFinished = said >= total(state);
  let before = 0;
  for (const [clause, length] of state.lengths.entries()) {
    if (said < before + length) return { clause, share: (said - before) / length, isFinished };
    before += length;
  }
  return { clause: Math.max(0, state.lengths.length - 1), share: 1, isFinished };
}

/** Ms from now until the next clause begins, or the end; undefined while it stands still. */
export function msToNextClause(state: Prompter, now: number): number | undefined {
  const { clause, share, isFinished } = placeAt(state, now);
  if (state.kind !== 'running' || isFinished) return undefined;
  return msOf((state.lengths[clause] ?? 0) * (1 - share), state.pace);
}

export function msOf(units: number, pace: number): number {
  return (units / pace) * 60_000;
}

function saidBy({ kind, said, at, pace, ...state }: Prompter, now: number): number {
  const since = kind === 'running' ? (Math.max(0, now - at) / 60_000) * pace : 0;
  return Math.min(total(state), said + since);
}

function total({ lengths }: Pick<Prompter, 'lengths'>): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}
