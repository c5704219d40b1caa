import type { SavedFile } from '../../shared/domain/shell-window.ts';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { ok, type Result } from '../../shared/ipc/result.ts';
import { createCoachStore, type CoachStore } from '../features/coach/coach-store.ts';
import { createPrompterStore, type PrompterStore } from '../features/phrases/prompter-store.ts';
import type { RolePlayStore } from '../features/role-play/role-play-parts.ts';
import { createPracticeFileStore, type PracticeFileStore } from '../features/softphone/practice-file-store.ts';
import { createPracticeStore, type PracticeStore } from '../features/softphone/practice-store.ts';
import { createDrillRecorder, type DrillRecorder } from '../features/training/drill-recorder.ts';
import { createDrillStore, type DrillStore } from '../features/training/drill-store.ts';
import { createExamSeriesStore, type ExamSeriesStore } from '../features/training/exam-series-store.ts';
import { createExamStore, type ExamStore } from '../features/training/exam-store.ts';
import { createTrainingFileStore, type TrainingFileStore } from '../features/training/training-file-store.ts';
import type { Telephony } from '../telephony/create-telephony.ts';
import type { PracticePort } from '../telephony/practice/practice-port.ts';
import { createRolePlayOf, type AroundRolePlay } from './role-play-wiring.ts';

/** What an agent learns with. */
export interface TrainingStores {
  readonly practice: PracticeStore;
  readonly practiceFile: PracticeFileStore;
  readonly drills: DrillStore;
  readonly drillRecorder: DrillRecorder;
  readonly trainingFile: TrainingFileStore;
  readonly exams: ExamStore;
  readonly examSeries: ExamSeriesStore;
  /** Practice calls with a colleague at another desk. */
  readonly rolePlay: RolePlayStore;
  /** Of the drills alone: a call has its own. */
  readonly drillCoach: CoachStore;
  readonly drillPrompter: PrompterStore;
  /** The page as it prints, where the shell is no browser; `name` ends in `.pdf`. */
  readonly savePdf: (name: string) => Promise<Result<SavedFile>>;
}

interface TrainingParts extends Pick<AroundRolePlay, 'phone' | 'session'> {
  readonly desk: DeskApi;
  readonly telephony: Telephony;
  /** As the window that has the phone lets them ring. */
  readonly practice: PracticePort;
  readonly now: () => number;
  readonly hasPhone: () => boolean;
}

export function createTrainingStores(parts: TrainingParts): TrainingStores {
  const { desk, telephony, now, hasPhone, phone, session } = parts;
  const drillCoach = createCoachStore(telephony.ear);
  const practice = createPracticeStore({ practice: parts.practice, desk, now });
  const practiceFile = createPracticeFileStore(desk);
  const drills = createDrillStore({ desk, sound: telephony.sound, coach: drillCoach.actions, now });
  const { rolePlay: line, clock } = telephony;
  const exams = createExamStore({
    ...{ desk, now, after: clock.after },
    who: () => session.getState().session?.agent.agentNo,
  });
  return {
    ...{ practice, practiceFile, drills, exams, drillCoach },
    drillRecorder: createDrillRecorder({ desk, recorder: telephony.recorder, drills, now }),
    trainingFile: createTrainingFileStore(desk),
    examSeries: createExamSeriesStore(desk),
    rolePlay: createRolePlayOf(
      { phone, practice, practiceFile, drills, exams, session },
      { desk, line, now, after: clock.after, hasPhone },
    ),
    savePdf: async (name) => {
      const answer = await desk.invoke('window:savePdf', { name });
      return answer.ok ? ok(answer.value.file ?? 'left') : answer;
    },
    drillPrompter: createPrompterStore(() => performance.now()),
  };
}
