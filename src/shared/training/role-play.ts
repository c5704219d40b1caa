import { z } from 'zod';
import { agentNoSchema, callIdSchema, scenarioIdSchema, type AgentNo, type CallId, type ScenarioId } from '../ids.ts';
import type { ListenerMarks } from './practice-result.ts';

/** Whom somebody plays: the agent is the trainee, on his own phone; the caller goes by the scenario. */
export const rolePlayPartSchema = z.enum(['agent', 'caller']);
export type RolePlayPart = z.infer<typeof rolePlayPartSchema>;

/**
 * Why two stop playing. `gone`: the other desk was not heard of any more. `liveCall`: one of them has a real
 * one. `lost`: what the desks say to each other does not get through.
 */
export const rolePlayEndingSchema = z.enum(['over', 'gone', 'liveCall', 'lost']);
export type RolePlayEnding = z.infer<typeof rolePlayEndingSchema>;

/** `busy` is said by the desk itself: its agent is in a call, in a drill, in a test or in another role-play. */
export const rolePlayAnswerSchema = z.enum(['accepted', 'declined', 'busy']);
export type RolePlayAnswer = z.infer<typeof rolePlayAnswerSchema>;

const instantSchema = z.number().int().min(0);

/** One round that was talked in, as each of the two keeps it. Times in UTC epoch ms of his desk. */
export const rolePlayEntrySchema = z.strictObject({
  /** Of the whole role-play: its rounds have the same one. */
  id: z.uuid(),
  round: z.number().int().min(1).max(1000),
  part: rolePlayPartSchema,
  colleague: agentNoSchema,
  scenarioId: scenarioIdSchema,
  from: instantSchema,
  to: instantSchema,
  ending: rolePlayEndingSchema,
  /** Of the trainee's call and its sheet, 0–100; absent where no sheet came. */
  callId: callIdSchema.optional(),
  score: z.number().int().min(0).max(100).optional(),
});
export type RolePlayEntry = z.infer<typeof rolePlayEntrySchema>;

/** So many of an agent are kept, the newest. */
export const rolePlaysKept = 2000;
/** An invitation that nobody answers is over after this, ms. */
export const invitationMs = 60_000;

/** The two, and what they play; `part` is this desk's. */
export interface RolePlay {
  readonly id: string;
  readonly colleague: AgentNo;
  readonly scenarioId: ScenarioId;
  readonly part: RolePlayPart;
  /** From 1. */
  readonly round: number;
}

export interface RolePlaySheet {
  readonly callId: CallId;
  readonly score: number;
}

/**
 * One role-play, as one of the two desks sees it.
 *
 *   idle ──invite──▶ inviting ──accepted──▶ ready ──rings──▶ ringing ──answered──▶ talking
 *     └──invited──▶ invited ──accepted──▶    ▲ ▲                │                    │ callOver
 *                                            │ └──callOver──────┘                    ▼
 *                                            └──────────────swapped────────────────  over (sheet, marks)
 *
 * and from everywhere to `closed`, where the reason stays in sight until it is dismissed or the next one begins.
 */
export type RolePlayState =
  | { readonly kind: 'idle' }
  | (RolePlay & { readonly kind: 'inviting' })
  | (RolePlay & { readonly kind: 'invited' })
  | (RolePlay & { readonly kind: 'ready' })
  | (RolePlay & { readonly kind: 'ringing' })
  | (RolePlay & { readonly kind: 'talking'; readonly from: number })
  | (RolePlay & {
      readonly kind: 'over';
      readonly from: number;
      readonly to: number;
      readonly sheet?: RolePlaySheet;
      readonly marks: ListenerMarks['marks'];
    })
  | (RolePlay & { readonly kind: 'closed'; readonly reason: RolePlayClosed });

export type RolePlayClosed = RolePlayEnding | 'declined' | 'busy' | 'noAnswer' | 'withdrawn';

export type RolePlayEvent =
  | { readonly type: 'inviting' | 'invited'; readonly play: RolePlay }
  | { readonly type: 'accepted' | 'rings' | 'dismissed' }
  | { readonly type: 'answered' | 'callOver'; readonly at: number }
  | { readonly type: 'sheet'; readonly sheet: RolePlaySheet }
  | { readonly type: 'marked'; readonly callId: CallId; readonly marks: ListenerMarks['marks'] }
  /** `round`: the one that is over. Said by both at once it is one swap. */
  | { readonly type: 'swapped'; readonly round: number; readonly scenarioId: ScenarioId }
  | { readonly type: 'closed'; readonly reason: RolePlayClosed };

/** Pure. What does not fit is ignored. */
export function transitionRolePlay(state: RolePlayState, event: RolePlayEvent): RolePlayState {
  if (event.type === 'inviting' || event.type === 'invited') {
    return state.kind === 'idle' || state.kind === 'closed' ? { ...event.play, kind: event.type } : state;
  }
  if (state.kind === 'idle') return state;
  if (state.kind === 'closed') return event.type === 'dismissed' ? { kind: 'idle' } : state;
  switch (event.type) {
    case 'accepted':
      return state.kind === 'inviting' || state.kind === 'invited' ? { ...playOf(state), kind: 'ready' } : state;
    case 'rings':
      return state.kind === 'ready' ? { ...state, kind: 'ringing' } : state;
    case 'answered':
      return state.kind === 'ringing' ? { ...state, kind: 'talking', from: event.at } : state;
    case 'callOver':
      if (state.kind === 'ringing') return { ...state, kind: 'ready' };
      return state.kind === 'talking' ? { ...state, kind: 'over', to: event.at, marks: {} } : state;
    case 'sheet':
      return state.kind === 'over' ? { ...state, sheet: event.sheet } : state;
    case 'marked':
      return state.kind === 'over' && state.sheet?.callId === event.callId ? { ...state, marks: event.marks } : state;
    case 'swapped':
      return swapped(state, event.round, event.scenarioId);
    case 'closed':
      return { ...playOf(state), kind: 'closed', reason: event.reason };
    case 'dismissed':
      return state;
  }
}

function swapped(
  state: Exclude<RolePlayState, { kind: 'idle' }>,
  round: number,
  scenarioId: ScenarioId,
): RolePlayState {
  if (state.round !== round || (state.kind !== 'over' && state.kind !== 'ready')) return state;
  const part = state.part === 'agent' ? 'caller' : 'agent';
  return { ...playOf(state), kind: 'ready', scenarioId, part, round: round + 1 };
}

function playOf({ id, colleague, scenarioId, part, round }: RolePlay): RolePlay {
  return { id, colleague, scenarioId, part, round };
}

export type AgreedRolePlay = Extract<RolePlayState, { readonly kind: 'ready' | 'ringing' | 'talking' | 'over' }>;

/** Whether the two have agreed, and hear of each other. */
export function isAgreed(state: RolePlayState): state is AgreedRolePlay {
  return state.kind === 'ready' || state.kind === 'ringing' || state.kind === 'talking' || state.kind === 'over';
}

/** Pure: what is to be kept once `before` became `after`; undefined where nobody had talked, or it is kept already. */
export function entryAfter(before: RolePlayState, after: RolePlayState, at: number): RolePlayEntry | undefined {
  if (
    after.kind === 'over' &&
    (before.kind === 'talking' || (before.kind === 'over' && before.sheet !== after.sheet))
  ) {
    const { from, to, sheet } = after;
    return { ...playOf(after), from, to: Math.max(from, to), ending: 'over', ...sheet };
  }
  if (before.kind !== 'talking' || after.kind !== 'closed') return undefined;
  const { reason } = after;
  const ending = rolePlayEndingSchema.catch('over').parse(reason);
  return { ...playOf(before), from: before.from, to: Math.max(before.from, at), ending };
}
