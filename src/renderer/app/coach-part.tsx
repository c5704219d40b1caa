import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { processingOf } from '../../shared/domain/sound.ts';
import { withCalibration } from '../../shared/domain/voice-coach.ts';
import { CalibrationSteps } from '../features/coach/calibration-steps.tsx';
import { CoachSection } from '../features/coach/coach-section.tsx';
import type { Stores } from './stores.ts';
import { changePanel, panelChoiceOf } from './use-panel-choice.ts';

/** The coach in the sheet of sound: choices are the agent's, calibrations the machine's. Nothing before somebody signed in. */
export function CoachPart({ stores }: { readonly stores: Stores }): ReactNode {
  const { session: store, sound } = stores;
  const isSignedIn = useStore(store, ({ session }) => session !== null);
  const { coach = {} } = useStore(store, panelChoiceOf);
  const calibrations = useStore(store, ({ settings }) => settings.calibrations) ?? [];
  const settings = useStore(sound, (state) => state.settings);
  const label = settings.microphone?.label ?? '';
  if (!isSignedIn) return null;
  const calibration = calibrations.find((known) => known.label === label);
  return (
    <CoachSection
      choice={coach}
      isCalibrated={calibration !== undefined}
      onChange={(change) => changePanel(stores, { coach: { ...coach, ...change } })}
    >
      <CalibrationSteps
        sound={stores.soundPort}
        ear={stores.ear}
        calibration={calibration}
        isSteady={!processingOf(settings).autoGainControl}
        onCalibrated={(offsetDb) => {
          const calibration = { label, offsetDb, at: Date.now() };
          void store.getState().changeSettings({ calibrations: withCalibration(calibrations, calibration) });
        }}
      />
    </CoachSection>
  );
}
