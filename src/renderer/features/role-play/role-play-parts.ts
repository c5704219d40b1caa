import type { StoreApi } from 'zustand/vanilla';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { AgentNo, CallId, ScenarioId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { GuideEvent, GuideState } from '../../../shared/training/caller-guide.ts';
import type { ListenerMarks } from '../../../shared/training/practice-result.ts';
import type {
  RolePlayAnswer,
  RolePlayEnding,
  RolePlayEntry,
  RolePlayPart,
  RolePlaySheet,
  RolePlayState,
} from '../../../shared/training/role-play.ts';
import type { RolePlayPort } from '../../telephony/practice/role-play-port.ts';

export interface RolePlayStoreState {
  readonly play: RolePlayState;
  /** Of the one who plays the caller. */
  readonly guide: GuideState | undefined;
  /** Whom the trainee's desk is rung as; undefined until it says so. */
  readonly target: string | undefined;
  readonly isHeld: boolean;
  /** The call of this round was handed to somebody else. */
  readonly isHandedOver: boolean;
  /** The trainee asked to hear it again, UTC epoch ms; gone with the next line. */
  readonly repeatAskedAt: number | undefined;
  /** The agent's own, newest first. */
  readonly log: readonly RolePlayEntry[];
  readonly error: AppError | undefined;
}

export interface NewRolePlay {
  readonly colleague: AgentNo;
  readonly scenarioId: ScenarioId;
  /** What the agent himself plays. */
  readonly part: RolePlayPart;
}

export interface RolePlayActions {
  /** @returns whether the colleague is asked */
  invite(play: NewRolePlay): Promise<boolean>;
  answer(answer: RolePlayAnswer): void;
  /** Whoever plays the caller rings the trainee. */
  ring(): Promise<void>;
  guide(event: GuideEvent): void;
  hangUp(): void;
  /** The next round, the other way round: the same scenario, or another one. */
  swap(scenarioId?: ScenarioId): void;
  /** What came of the trainee's call; told to the other desk. */
  sheet(sheet: RolePlaySheet): void;
  mark(marks: ListenerMarks['marks']): void;
  end(reason: RolePlayEnding): void;
  /**
   * What one key does next: accept, ring, say, hang up. False where there is nothing; the next round is not among it, which
   * whoever pressed once too often to hang up would begin.
   */
  step(): boolean;
  dismiss(): void;
  loadLog(): Promise<void>;
  clear(): void;
}

export type RolePlayStore = StoreApi<RolePlayStoreState> & {
  readonly actions: RolePlayActions;
  /** Loudness of both sides for the one who plays the caller, 0–1. */
  readonly levels: RolePlayPort['levels'];
};

export interface RolePlayStoreParts {
  readonly desk: DeskApi;
  readonly line: RolePlayPort;
  /** UTC epoch ms. */
  readonly now: () => number;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly scenarioOf: (id: ScenarioId) => Scenario | undefined;
  readonly iceServers: () => readonly IceServer[];
  /** This window has the phone: no other one takes part. */
  readonly hasPhone: () => boolean;
  /** In a call, a drill or a test, or at one as an examiner. */
  readonly isBusy: () => boolean;
  /** A real call that was answered, or is being dialled. */
  readonly hasLiveCall: () => boolean;
  /** The colleague's marks of a call of this agent. */
  readonly onMarked: (callId: CallId, marks: ListenerMarks['marks'], by: AgentNo) => void;
}
