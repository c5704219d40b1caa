import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { Settings } from '../../shared/ipc/contract.ts';
import { processingOf } from '../../shared/domain/sound.ts';
import { loudnessLimits } from '../../shared/domain/voice-coach.ts';
import { paceIn, paceUnitOf } from '../../shared/script/clauses.ts';
import type { CoachTargets } from '../features/coach/coach-line.tsx';
import type { Stores } from './stores.ts';
import { panelChoiceOf } from './use-panel-choice.ts';

/** What the agent wants to sound like in a language; his pace is the one that his teleprompter leads at. */
export function useCoachTargets({ session, sound }: Sounding, lang: CallerLanguage): CoachTargets {
  const choice = useStore(session, panelChoiceOf);
  const calibrations = useStore(session, ({ settings }) => settings.calibrations);
  const settings = useStore(sound, (state) => state.settings);
  return useMemo(() => targetsIn({ choice, calibrations, settings }, lang), [choice, calibrations, settings, lang]);
}

type Sounding = Pick<Stores, 'session' | 'sound'>;

/** The same, as it is at this moment. */
export function coachTargetsNow({ session, sound }: Sounding, lang: CallerLanguage): CoachTargets {
  const state = session.getState();
  const { calibrations } = state.settings;
  return targetsIn({ choice: panelChoiceOf(state), calibrations, settings: sound.getState().settings }, lang);
}

interface Chosen {
  readonly choice: ReturnType<typeof panelChoiceOf>;
  readonly calibrations: Settings['calibrations'];
  readonly settings: ReturnType<Stores['sound']['getState']>['settings'];
}

function targetsIn({ choice, calibrations, settings }: Chosen, lang: CallerLanguage): CoachTargets {
  const label = settings.microphone?.label ?? '';
  // A gain that changes by itself makes the same voice another level every second.
  const isSteady = !processingOf(settings).autoGainControl;
  const calibration = isSteady ? calibrations?.find((known) => known.label === label) : undefined;
  return {
    unit: paceUnitOf(lang),
    pace: paceIn(choice.pace, lang),
    loudnessDb: choice.coach?.loudnessDb ?? loudnessLimits.usual,
    offsetDb: calibration?.offsetDb,
  };
}
