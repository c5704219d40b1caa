import type { CallQuality } from '../domain/call.ts';
import type { PathQuality, QualitySample } from './media-stats.ts';

/** What the samples of a call add up to so far. */
export interface QualityTally {
  readonly samples: number;
  readonly mosSum: number;
  readonly lossSum: number;
  readonly worstMos: number;
  readonly roundTrips: number;
  readonly roundTripSumMs: number;
}

export const emptyTally: QualityTally = {
  samples: 0,
  mosSum: 0,
  lossSum: 0,
  worstMos: 4.5,
  roundTrips: 0,
  roundTripSumMs: 0,
};

/** The direction that gets through worse; undefined where none is known. */
export function worsePath({ heard, spoken }: QualitySample): PathQuality | undefined {
  if (!heard || !spoken) return heard ?? spoken;
  return spoken.mos < heard.mos ? spoken : heard;
}

export function addSample(tally: QualityTally, sample: QualitySample): QualityTally {
  const worse = worsePath(sample);
  if (!worse) return tally;
  const { roundTripMs } = sample;
  return {
    samples: tally.samples + 1,
    mosSum: tally.mosSum + worse.mos,
    lossSum: tally.lossSum + worse.loss,
    worstMos: Math.min(tally.worstMos, worse.mos),
    roundTrips: tally.roundTrips + (roundTripMs === undefined ? 0 : 1),
    roundTripSumMs: tally.roundTripSumMs + (roundTripMs ?? 0),
  };
}

/** Rounded to what anybody reads: hundredths of a score, thousandths of loss, whole milliseconds. */
export function summaryOf(tally: QualityTally): CallQuality | undefined {
  const { samples, mosSum, lossSum, worstMos, roundTrips, roundTripSumMs } = tally;
  if (samples === 0) return undefined;
  return {
    mos: round(mosSum / samples, 100),
    worstMos: round(worstMos, 100),
    loss: round(lossSum / samples, 1000),
    ...(roundTrips > 0 && { roundTripMs: Math.round(roundTripSumMs / roundTrips) }),
  };
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
