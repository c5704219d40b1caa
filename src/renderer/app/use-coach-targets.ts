import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import { processingOf } from '../../shared/domain/sound.ts';
import { loudnessLimits } from '../../shared/domain/voice-coach.ts';
import { paceIn, paceUnitOf } from '../../shared/script/clauses.ts';
import type { CoachTargets } from '../features/coach/coach-line.tsx';
import type { Stores } from './stores.ts';
import { panelChoiceOf } from './use-panel-choice.ts';

/** What the agent wants to sound like in a language; his pace is the one that his teleprompter leads at. */
export function useCoachTargets(
  { session, sound }: Pick<Stores, 'session' | 'sound'>,
  lang: CallerLanguage,
): CoachTargets {
  const choice = useStore(session, panelChoiceOf);
  const calibrations = useStore(session, ({ settings }) => settings.calibrations);
  const settings = useStore(sound, (state) => state.settings);
  return useMemo(() => {
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
  }, [choice, calibrations, settings, lang]);
}
