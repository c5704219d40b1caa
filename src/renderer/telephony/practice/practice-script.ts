import { assertNever } from '../../../shared/assert-never.ts';

/**
 * What a practice caller does once the agent has answered.
 *
 *   pausing(0) ── pauseOver ──► saying(0) ── lineOver ──► pausing(1) … saying(last) ── lineOver ──► waiting
 *
 * Held, the caller stops in mid-sentence and says the line again when it is taken back. Asked to repeat, the last line
 * comes once more and the script goes on after it. After a farewell nothing is said any more: the caller hangs up.
 */
export type ScriptState =
  | { readonly kind: 'pausing'; readonly next: number; readonly isHeld: boolean }
  | { readonly kind: 'saying'; readonly line: number; readonly isHeld: boolean }
  | { readonly kind: 'waiting'; readonly isHeld: boolean }
  | { readonly kind: 'leaving' };

export type ScriptEvent =
  | { readonly type: 'answered' }
  | { readonly type: 'pauseOver' }
  | { readonly type: 'lineOver' }
  | { readonly type: 'held' }
  | { readonly type: 'resumed' }
  | { readonly type: 'repeatAsked' }
  | { readonly type: 'farewellHeard' };

export type ScriptEffect =
  | { readonly type: 'pause'; readonly beforeLine: number }
  | { readonly type: 'say'; readonly line: number }
  /** Stop whatever is said or waited for. */
  | { readonly type: 'hush' }
  | { readonly type: 'leave' };

export interface ScriptTransition {
  readonly state: ScriptState;
  readonly effects: readonly ScriptEffect[];
}

export const beforeScript: ScriptState = { kind: 'pausing', next: 0, isHeld: false };

/** Pure. `lineCount` is at least 1. */
export function transitionScript(state: ScriptState, event: ScriptEvent, lineCount: number): ScriptTransition {
  if (state.kind === 'leaving') return to(state);
  switch (event.type) {
    case 'answered':
      return to(beforeScript, { type: 'pause', beforeLine: 0 });
    case 'pauseOver':
      return state.kind === 'pausing' && !state.isHeld ? say(state.next) : to(state);
    case 'lineOver':
      if (state.kind !== 'saying' || state.isHeld) return to(state);
      if (state.line + 1 >= lineCount) return to({ kind: 'waiting', isHeld: false });
      return to(
        { kind: 'pausing', next: state.line + 1, isHeld: false },
        { type: 'pause', beforeLine: state.line + 1 },
      );
    case 'held':
      return state.isHeld ? to(state) : to({ ...state, isHeld: true }, { type: 'hush' });
    case 'resumed':
      return resumed(state);
    case 'repeatAsked':
      return repeat(state, lineCount);
    case 'farewellHeard':
      return to({ kind: 'leaving' }, { type: 'hush' }, { type: 'leave' });
    default:
      return assertNever(event);
  }
}

/** Index of the line being said, or said last; -1 before the first. */
export function lastLine(state: ScriptState, lineCount: number): number {
  if (state.kind === 'saying') return state.line;
  return state.kind === 'pausing' ? state.next - 1 : lineCount - 1;
}

function to(state: ScriptState, ...effects: ScriptEffect[]): ScriptTransition {
  return { state, effects };
}

function say(line: number, ...before: ScriptEffect[]): ScriptTransition {
  return to({ kind: 'saying', line, isHeld: false }, ...before, { type: 'say', line });
}

function resumed(state: Exclude<ScriptState, { kind: 'leaving' }>): ScriptTransition {
  if (!state.isHeld) return to(state);
  const open = { ...state, isHeld: false };
  if (open.kind === 'saying') return to(open, { type: 'say', line: open.line });
  return open.kind === 'pausing' ? to(open, { type: 'pause', beforeLine: open.next }) : to(open);
}

function repeat(state: Exclude<ScriptState, { kind: 'leaving' }>, lineCount: number): ScriptTransition {
  const line = lastLine(state, lineCount);
  return state.isHeld || line < 0 ? to(state) : say(line, { type: 'hush' });
}
