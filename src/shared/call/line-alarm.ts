import { assertNever } from '../assert-never.ts';

/**
 * When an agent has to hear that nobody can call him.
 *
 *            lineChanged: bad                timerFired
 *   quiet ─────────────────────► doubtful ─────────────► raised: sound
 *     ▲                             │                       │
 *     └──── lineChanged: good ──────┴───────────────────────┘
 *
 * A line that comes back by itself within moments is nobody's worry; one that is refused for good is at once.
 */
export type LineAlarm =
  { readonly kind: 'quiet' } | { readonly kind: 'doubtful' } | { readonly kind: 'raised'; readonly since: number };

export type LineAlarmEvent =
  /** `good`: calls come in, or none are wanted. `refused`: no trying again will help. */
  | { readonly type: 'lineChanged'; readonly line: 'good' | 'bad' | 'refused'; readonly at: number }
  | { readonly type: 'timerFired'; readonly at: number };

export type LineAlarmEffect =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'cancelWait' }
  /** Once per alarm. */
  | { readonly type: 'sound' };

export interface LineAlarmTransition {
  readonly state: LineAlarm;
  readonly effects: readonly LineAlarmEffect[];
}

/** Ms; the alarm has to be up within five seconds. */
export const lineAlarmDelayMs = 2_500;

/** Pure. */
export function transitionLineAlarm(state: LineAlarm, event: LineAlarmEvent): LineAlarmTransition {
  switch (event.type) {
    case 'timerFired':
      return state.kind === 'doubtful' ? raise(event.at) : { state, effects: [] };
    case 'lineChanged':
      return changed(state, event);
    default:
      return assertNever(event);
  }
}

function raise(at: number, ...before: LineAlarmEffect[]): LineAlarmTransition {
  return { state: { kind: 'raised', since: at }, effects: [...before, { type: 'sound' }] };
}

function changed(
  state: LineAlarm,
  { line, at }: Extract<LineAlarmEvent, { type: 'lineChanged' }>,
): LineAlarmTransition {
  const stopWaiting: LineAlarmEffect[] = state.kind === 'doubtful' ? [{ type: 'cancelWait' }] : [];
  if (line === 'good') return { state: { kind: 'quiet' }, effects: stopWaiting };
  if (state.kind === 'raised') return { state, effects: [] };
  if (line === 'refused') return raise(at, ...stopWaiting);
  if (state.kind === 'doubtful') return { state, effects: [] };
  return { state: { kind: 'doubtful' }, effects: [{ type: 'wait', ms: lineAlarmDelayMs }] };
}
