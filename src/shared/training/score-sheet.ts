import { isMeant, type Scenario } from '../domain/scenario.ts';
import { longestSilence } from './longest-silence.ts';
import type { SimulationFact, VoiceHeard } from './simulation-facts.ts';

/** How much each criterion counts. */
const weights = {
  greetingInTime: 2,
  greetingLanguage: 1,
  moments: 3,
  forbidden: 3,
  holdAnnounced: 1,
  holdShort: 1,
  article: 2,
  procedure: 2,
  ticket: 3,
  closing: 2,
  handOver: 2,
  silence: 1,
  pace: 1,
  loudness: 1,
} as const;
export type Criterion = keyof typeof weights;
export const criteria = Object.keys(weights) as Criterion[];

/** Of 100: from here on a simulation is passed. */
export const simulationPassScore = 80;

export interface ScorePoint {
  readonly criterion: Criterion;
  readonly outcome: 'met' | 'missed' | 'notApplicable';
  readonly weight: number;
  /** The moment in the call that decided it, UTC epoch ms; absent where something never happened. */
  readonly at?: number;
  /** Seconds that it took or lasted. */
  readonly seconds?: number;
  /** Kinds and moments that were missing, or said against the rule. */
  readonly moments?: readonly string[];
  /** Of the wanted procedure, how many lay behind at the furthest; absent where it was not run. */
  readonly steps?: number;
}

export interface ScoreSheet {
  readonly points: readonly ScorePoint[];
  /** 0–100 of what was applicable. */
  readonly score: number;
  /** Of the whole simulation, UTC epoch ms. */
  readonly from: number;
  readonly to: number;
}

type Said = Extract<SimulationFact, { type: 'said' }>;
type Judged = Omit<ScorePoint, 'criterion' | 'weight'>;
type Judge = (facts: readonly SimulationFact[], scenario: Scenario, from: number) => Judged;

/** A hold is announced by a line said not longer ago than this, ms. */
const announcedMs = 30_000;
/** What tells a caller that he is handed over, and why. */
export const handOverLines: readonly string[] = [
  ...['transfer.before', 'transfer.language', 'namedAgent.transfer', 'noCommonLanguage.handOver', 'handover.video'],
  ...['escalation.offer', 'escalation.leaderHere', 'abuse.toLeader'],
];
const none: Judged = { outcome: 'notApplicable' };

const saidIn = (facts: readonly SimulationFact[]): Said[] => facts.filter((fact) => fact.type === 'said');
const met = (isMet: boolean): 'met' | 'missed' => (isMet ? 'met' : 'missed');
const momentOf = (fact: SimulationFact | undefined) => (fact ? { at: fact.at } : {});

const judges: Record<Criterion, Judge> = {
  greetingInTime: (facts, { needs }, from) => {
    const greeting = saidIn(facts).find(({ kind }) => kind === 'greeting');
    if (!greeting) return { outcome: 'missed' };
    const seconds = (greeting.at - from) / 1000;
    return { outcome: met(seconds <= needs.greetingS), at: greeting.at, seconds };
  },
  greetingLanguage: (facts, { lang }) => {
    const greeting = saidIn(facts).find(({ kind }) => kind === 'greeting');
    return greeting ? { outcome: met(greeting.lang === lang), at: greeting.at } : none;
  },
  moments: (facts, { needs }) => {
    const said = saidIn(facts);
    // Greeting and closing have criteria of their own.
    const wanted = needs.say.filter((ref) => ref !== 'greeting' && !ref.startsWith('closing.'));
    if (wanted.length === 0) return none;
    const moments = wanted.filter((ref) => !said.some((line) => isMeant([ref], line)));
    const last = said.findLast((line) => isMeant(wanted, line));
    return { outcome: met(moments.length === 0), ...momentOf(last), moments };
  },
  forbidden: (facts, { needs }) => {
    if (needs.avoid.length === 0) return none;
    const against = saidIn(facts).filter((line) => isMeant(needs.avoid, line));
    const moments = against.map(({ moment }) => moment);
    return { outcome: met(against.length === 0), ...momentOf(against[0]), moments };
  },
  holdAnnounced: (facts) => {
    const holds = facts.filter(({ type }) => type === 'held');
    const silent = holds.find(
      ({ at }) =>
        !saidIn(facts).some(
          (said) => isMeant(['hold.before', ...handOverLines], said) && said.at <= at && at - said.at <= announcedMs,
        ),
    );
    return holds.length === 0 ? none : { outcome: met(!silent), ...momentOf(silent ?? holds[0]) };
  },
  holdShort: (facts, { needs }) => {
    const [longest] = holdsOf(facts).toSorted((a, b) => b.ms - a.ms);
    if (!longest) return none;
    const seconds = longest.ms / 1000;
    return { outcome: met(seconds <= needs.holdS), at: longest.at, seconds };
  },
  article: (facts, { needs }, from) => {
    if (needs.articles.length === 0) return none;
    const right = facts.find((fact) => fact.type === 'articleOpened' && needs.articles.includes(fact.group));
    return right ? { outcome: 'met', at: right.at, seconds: (right.at - from) / 1000 } : { outcome: 'missed' };
  },
  procedure: (facts, { needs: { procedure } }, from) => {
    if (procedure === undefined) return none;
    // What is looked through in the wrap-up helped nobody.
    const to = facts.findLast(({ type }) => type === 'ended')?.at ?? from;
    const run = facts.filter((fact) => fact.type === 'procedureStep').filter(({ at }) => at >= from && at <= to);
    const right = run.filter((step) => step.procedure === procedure);
    const [begun] = right;
    // Another one that was run instead is what the moment leads to.
    if (!begun) return { outcome: 'missed', ...momentOf(run[0]) };
    const furthest = right.toSorted((a, b) => b.taken - a.taken)[0] ?? begun;
    const end = right.find(({ isEnd }) => isEnd);
    const { at, taken: steps } = end ?? furthest;
    return { outcome: met(end !== undefined), at, seconds: (begun.at - from) / 1000, steps };
  },
  ticket: (facts, { needs: { ticket } }) => {
    const saved = facts.filter((fact) => fact.type === 'ticketSaved');
    if (!ticket) return saved[0] ? { outcome: 'missed', at: saved[0].at } : { outcome: 'met' };
    const right = saved.find(
      ({ ticketType, subType, filled }) =>
        ticketType === ticket.type &&
        (ticket.subTypes.length === 0 || ticket.subTypes.includes(subType)) &&
        ticket.fields.every((field) => filled.includes(field)),
    );
    return { outcome: met(right !== undefined), ...momentOf(right ?? saved[0]) };
  },
  closing: (facts) => {
    // Whoever has him now says goodbye.
    if (facts.some(({ type }) => type === 'handedOver')) return none;
    const said = saidIn(facts);
    const asked = said.find(({ kind }) => kind === 'closing.anythingElse');
    const farewell = said.findLast(({ kind }) => kind === 'closing.farewell');
    return { outcome: met(Boolean(asked && farewell && asked.at <= farewell.at)), ...momentOf(farewell ?? asked) };
  },
  handOver: (facts) => {
    const over = facts.find((fact) => fact.type === 'handedOver');
    if (!over) return none;
    const said = saidIn(facts).filter(({ at }) => at <= over.at);
    const heldAt = facts.findLast(({ type, at }) => type === 'held' && at <= over.at)?.at ?? over.at;
    const told = said.findLast((line) => isMeant(handOverLines, line));
    // A colleague who is asked first hears what it is about, so that the caller need not begin again.
    const isColleagueTold = over.how === 'blind' || said.some(({ kind, at }) => kind === 'consult' && at >= heldAt);
    const moments = [...(told ? [] : ['transfer.before']), ...(isColleagueTold ? [] : ['consult.colleague'])];
    return { outcome: met(moments.length === 0), at: told?.at ?? over.at, moments };
  },
  silence: (facts, { needs }) => {
    // Without a microphone nobody was heard, and nothing can be said about it.
    if (!facts.some(({ type }) => type === 'agentSpoke')) return none;
    const { at, ms } = longestSilence(facts);
    return { outcome: met(ms <= needs.silenceS * 1000), at, seconds: ms / 1000 };
  },
  pace: (facts) => judgeVoice(facts, 'pace'),
  loudness: (facts) => judgeVoice(facts, 'loudness'),
};

/** Whether it was as wanted for most of the time in which it could be told; with where it began to be otherwise. */
function judgeVoice(facts: readonly SimulationFact[], of: keyof VoiceHeard): Judged {
  let [fitMs, otherMs] = [0, 0];
  let otherAt: number | undefined;
  for (const [index, fact] of facts.entries()) {
    if (fact.type !== 'voice' || fact[of] === undefined) continue;
    const next = facts.slice(index + 1).find(({ type }) => type === 'voice' || type === 'ended');
    const ms = (next?.at ?? fact.at) - fact.at;
    if (fact[of] === 'fits') fitMs += ms;
    else {
      otherMs += ms;
      otherAt ??= fact.at;
    }
  }
  if (fitMs + otherMs === 0) return none;
  return { outcome: met(fitMs >= otherMs), ...(otherAt !== undefined && { at: otherAt }) };
}

function holdsOf(facts: readonly SimulationFact[]): { readonly at: number; readonly ms: number }[] {
  return facts.flatMap(({ type, at }, index) => {
    if (type !== 'held') return [];
    const end = facts.slice(index + 1).find((fact) => fact.type === 'resumed' || fact.type === 'ended');
    return [{ at, ms: (end?.at ?? at) - at }];
  });
}

/**
 * Pure: what can be measured of a finished simulation. Undefined for one that was never answered, or is not over. A line
 * counts as said when the trainee marked it; what only an ear can judge is not in here.
 */
export function scoreSheet(facts: readonly SimulationFact[], scenario: Scenario): ScoreSheet | undefined {
  const from = facts.find(({ type }) => type === 'answered')?.at;
  const to = facts.findLast(({ type }) => type === 'ended')?.at;
  if (from === undefined || to === undefined || to < from) return undefined;
  const points = criteria.map((criterion): ScorePoint => ({
    ...{ criterion, weight: weights[criterion] },
    ...judges[criterion](facts, scenario, from),
  }));
  const sum = (of: readonly ScorePoint[]) => of.reduce((total, { weight }) => total + weight, 0);
  const all = sum(points.filter(({ outcome }) => outcome !== 'notApplicable'));
  const score = all === 0 ? 0 : Math.round((100 * sum(points.filter(({ outcome }) => outcome === 'met'))) / all);
  return { points, score, from, to };
}
