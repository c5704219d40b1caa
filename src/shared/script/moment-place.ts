import type { Moment, MomentId, MomentKind } from '../domain/moment.ts';
import type { MomentRef, ScriptEvent } from './flows/flow.ts';
import { governors, type FlowName, type NamedAdvice, type ScriptState } from './flows/script-state.ts';

/** How far the call is, as far as the words are concerned. */
export type CallPhase = 'idle' | 'ringing' | 'talking' | 'held' | 'over';

/** The order a call usually takes. Everything else comes in through a flow or by the agent's choice. */
export const courseOfCall = [
  'greeting',
  'verify',
  'noting',
  'closing.anythingElse',
  'closing.farewell',
] as const satisfies readonly MomentKind[];
export type CourseStep = (typeof courseOfCall)[number];

/** What an agent may need at any time, the likelier first. */
const otherKinds: readonly MomentKind[] = [
  ...(['hold.before', 'apology', 'thanks', 'transfer.before', 'clarify', 'soothe', 'fault', 'notice'] as const),
  ...(['ticketComplaint', 'identity', 'hours', 'namedAgent', 'reply', 'handover', 'consult', 'survey'] as const),
  ...(['centreComplaint', 'noCommonLanguage', 'escalation', 'abuse', 'risk', 'followUp'] as const),
  ...(['hold.after', 'hold.long', ...courseOfCall] as const),
];
const orderOfKind = new Map(otherKinds.map((kind, index) => [kind, index]));
const stepOfKind: ReadonlyMap<MomentKind, number> = new Map(courseOfCall.map((kind, index) => [kind, index]));

/** Ranks, best first. */
export const rank = { greeting: 0, wanted: 1, course: 2, fitting: 3, other: 4, saidBefore: 5 } as const;

/** What of a moment's place never changes: worked out once for a book. */
export interface FixedPlace {
  /** Whether a flow has the say over it. */
  readonly isGoverned: boolean;
  readonly kindOrder: number;
  /** Its step in the course of a call; absent for what may come at any time. */
  readonly step: number | undefined;
}

export function fixedPlaceOf({ id, kind }: Moment): FixedPlace {
  return {
    isGoverned: governors.has(id) || governors.has(kind),
    kindOrder: orderOfKind.get(kind) ?? 0,
    step: stepOfKind.get(kind),
  };
}

export interface Place {
  readonly rank: number;
  /** Within the rank; smaller is earlier. */
  readonly order: number;
  /** A step that any line of the kind takes: the others of the kind stand below. */
  readonly isOneOfKind?: boolean;
  /** The flow that put it there. */
  readonly flow?: FlowName;
}

interface PlaceFacts {
  readonly phase: CallPhase;
  readonly log: readonly ScriptEvent[];
  readonly state: ScriptState;
  readonly advice: readonly NamedAdvice[];
  readonly soothing: readonly MomentId[];
}

/** Says where a moment stands, or undefined for one that must not be said now. `fit`: how well its conditions hold. */
export function makePlacer(facts: PlaceFacts): (moment: Moment, fixed: FixedPlace, fit: number) => Place | undefined {
  const { phase, log, state } = facts;
  const { wants, opens } = gather(facts.advice);
  const { saidAt, saidKinds } = whatWasSaid(log);
  const hasSoothingLeft = facts.soothing.some((id) => !saidAt.has(id));
  const isStepDone = (kind: MomentKind): boolean =>
    kind === 'closing.anythingElse' ? state.closing !== 'open' : saidKinds.has(kind);

  return ({ id, kind, soothes }, { isGoverned, kindOrder, step }, fit) => {
    const wanted = isGoverned ? (wants.get(id) ?? wants.get(kind)) : undefined;
    const last = saidAt.get(id);
    // Whoever is on hold or comes back from it is spoken to about that before anything else.
    if (wanted?.flow === 'hold')
      return { rank: rank.greeting, order: last === undefined ? -2 : -1, isOneOfKind: true, flow: 'hold' };
    if (phase === 'held') {
      return kind === 'hold.after' || kind === 'consult' ? { rank: rank.other, order: kindOrder } : undefined;
    }
    if (isGoverned && !wanted && !opens.has(id) && !opens.has(kind)) return undefined;
    if (kind === 'greeting')
      return saidKinds.has(kind) ? undefined : { rank: rank.greeting, order: 0, isOneOfKind: true };
    const isByKind = wanted !== undefined && wants.has(kind);
    if (wanted && (last === undefined || isByKind)) {
      return { rank: rank.wanted, order: wanted.order, isOneOfKind: isByKind, flow: wanted.flow };
    }
    if (step !== undefined && !isStepDone(kind)) return { rank: rank.course, order: step, isOneOfKind: true };
    if (phase === 'ringing') return undefined;
    if (last === undefined) return { rank: fit > 0 ? rank.fitting : rank.other, order: kindOrder };
    // Said before: at the very end, but a soothing line comes round again when all of them were said.
    return soothes && !hasSoothingLeft
      ? { rank: rank.other, order: kindOrder + last / 1e15 }
      : { rank: rank.saidBefore, order: last };
  };
}

interface Wish {
  readonly flow: FlowName;
  readonly order: number;
}

function gather(advice: readonly NamedAdvice[]): { wants: Map<MomentRef, Wish>; opens: Set<MomentRef> } {
  const wants = new Map<MomentRef, Wish>();
  const opens = new Set<MomentRef>();
  advice.forEach(({ flow, wants: refs, opens: open }, index) => {
    refs.forEach((ref, place) => wants.set(ref, { flow, order: index * 20 + place }));
    for (const ref of open) opens.add(ref);
  });
  return { wants, opens };
}

function whatWasSaid(log: readonly ScriptEvent[]): { saidAt: Map<MomentId, number>; saidKinds: Set<MomentKind> } {
  const saidAt = new Map<MomentId, number>();
  const saidKinds = new Set<MomentKind>();
  for (const event of log) {
    if (event.type !== 'said') continue;
    saidAt.set(event.moment, event.at);
    saidKinds.add(event.kind);
  }
  return { saidAt, saidKinds };
}
