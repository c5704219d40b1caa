import type { QualitySample } from './media-stats.ts';

/** What an agent should know while he talks. */
export const concerns = ['callerHearsBadly', 'agentHearsBadly', 'nothingHeard', 'longDelay'] as const;
export type Concern = (typeof concerns)[number];

/**
 * One concern. A warning that comes and goes with every lost packet is worse than none, so both ways take their time:
 *
 *   calm ──bad──► doubted ──bad for warnAfterMs──► warned ──good──► easing ──good for clearAfterMs──► calm
 *                    └──not bad──► calm              ▲                 └──not good──► warned
 *
 * Between bad and good nothing changes.
 */
type Watch =
  | { readonly kind: 'calm' | 'warned' }
  | { readonly kind: 'doubted' | 'easing'; /** UTC epoch ms. */ readonly since: number };

export type QualityWatch = Readonly<Record<Concern, Watch>>;

type Finding = 'bad' | 'middling' | 'good';

/** How long a sample must stay bad. Silence is measured over seconds already. */
export const warnAfterMs: Readonly<Record<Concern, number>> = {
  callerHearsBadly: 4_000,
  agentHearsBadly: 4_000,
  nothingHeard: 1_000,
  longDelay: 4_000,
};
export const clearAfterMs = 5_000;

/** Below: many are dissatisfied (a rating under 70, ITU-T G.109). */
const badMos = 3.6;
const goodMos = 3.8;
/** People start to talk into each other. */
const longMs = 600;
const shortMs = 500;

const calm: Watch = { kind: 'calm' };

export const calmWatch: QualityWatch = {
  callerHearsBadly: calm,
  agentHearsBadly: calm,
  nothingHeard: calm,
  longDelay: calm,
};

/** Pure: what one more sample of a call in talk means. */
export function watchQuality(watch: QualityWatch, sample: QualitySample): QualityWatch {
  const { at } = sample;
  return {
    callerHearsBadly: step(watch, 'callerHearsBadly', findClarity(sample.spoken?.clarity), at),
    agentHearsBadly: step(watch, 'agentHearsBadly', findClarity(sample.heard?.clarity), at),
    nothingHeard: step(watch, 'nothingHeard', sample.isSilent ? 'bad' : 'good', at),
    longDelay: step(watch, 'longDelay', findDelay(sample.roundTripMs), at),
  };
}

/** In the order of `concerns`. */
export function warningsOf(watch: QualityWatch): Concern[] {
  return concerns.filter((concern) => watch[concern].kind === 'warned' || watch[concern].kind === 'easing');
}

function findClarity(mos: number | undefined): Finding {
  if (mos === undefined) return 'middling';
  if (mos < badMos) return 'bad';
  return mos >= goodMos ? 'good' : 'middling';
}

function findDelay(ms: number | undefined): Finding {
  if (ms === undefined) return 'middling';
  if (ms > longMs) return 'bad';
  return ms <= shortMs ? 'good' : 'middling';
}

function step(all: QualityWatch, concern: Concern, finding: Finding, at: number): Watch {
  const watch = all[concern];
  switch (watch.kind) {
    case 'calm':
      return finding === 'bad' ? { kind: 'doubted', since: at } : watch;
    case 'doubted':
      if (finding !== 'bad') return calm;
      return at - watch.since >= warnAfterMs[concern] ? { kind: 'warned' } : watch;
    case 'warned':
      return finding === 'good' ? { kind: 'easing', since: at } : watch;
    case 'easing':
      if (finding !== 'good') return { kind: 'warned' };
      return at - watch.since >= clearAfterMs ? calm : watch;
  }
}
