import type { Handlers } from './handlers.ts';

type TrainingCommand = Extract<keyof Handlers, `training:${string}`>;

export function trainingHandlers(): Pick<Handlers, TrainingCommand> {
  return {
    'training:file': ({ agentNo, cursor }, { sync }) => sync.training.trainingFile(agentNo, cursor),
    'training:people': (_input, { sync }) => sync.training.trainedPeople(),
  };
}
