import { percentile, type Bench } from './run-bench.ts';
import { measureTraining } from './training/training-times.ts';

/** The simulation as a trainee sees it, in the built browser seat of the demo. */
export const bench: Bench = {
  defaultRuns: 12,
  async run({ runs, slowMs }) {
    const { reacts, opens, factsMin } = await measureTraining(runs, slowMs);
    return {
      figures: {
        stepReactsP95Ms: percentile(reacts, 0.95),
        stepReactsP50Ms: percentile(reacts, 0.5),
        timelineOpensP95Ms: percentile(opens, 0.95),
        timelineOpensP50Ms: percentile(opens, 0.5),
        timelineFacts: factsMin,
      },
    };
  },
};
