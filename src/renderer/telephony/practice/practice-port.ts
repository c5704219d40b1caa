import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { ScenarioId } from '../../../shared/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { ScriptEvent } from '../../../shared/training/caller-script.ts';
import type { CallerWish } from '../../../shared/training/caller-wish.ts';

/** What a simulated caller says right now, for the eyes. */
export interface Caption {
  /** Place in `linesOf` the scenario; a repeated line comes with the same index and a later `at`. */
  readonly lineIndex: number;
  readonly text: string;
  /** The same in Mandarin. */
  readonly gloss: string;
  readonly lang: CallerLanguage;
  /** UTC epoch ms. */
  readonly at: number;
  /** How long it takes to say. */
  readonly ms: number;
  /** No sound was there to play: a neutral tone stands for the voice. */
  readonly isTone: boolean;
}

/**
 *   ringing → speaking ⇄ onHold → waiting (for the agent) → leaving → idle
 *                  ▲                    │                              │ a second call was promised
 *                  └────────────────────┘                ringing ◄── callingAgain
 *
 * and from everywhere to idle when either side ends the call.
 */
export type PracticeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'ringing' | 'callingAgain' }
  | { readonly kind: 'speaking' | 'onHold' | 'waiting' | 'leaving'; readonly lineIndex: number };

export type PracticeEvent =
  /** `isPlayed`: a colleague is the caller. */
  | {
      readonly type: 'stateChanged';
      readonly scenario: Scenario;
      readonly state: PracticeState;
      readonly isPlayed?: true;
    }
  | { readonly type: 'captioned'; readonly scenario: Scenario; readonly caption: Caption }
  /** The agent began to talk, or stopped; heard by the caller, UTC epoch ms. */
  | { readonly type: 'agentHeard'; readonly scenario: Scenario; readonly isSpeaking: boolean; readonly at: number }
  /** A caller who is a person has talked for so long, ms. */
  | { readonly type: 'callerHeard'; readonly scenario: Scenario; readonly ms: number; readonly at: number };

/** What the desk tells a caller of the agent's doing; the rest he hears by himself. */
export type AgentDeed = Extract<ScriptEvent, { type: 'said' | 'articleOpened' | 'ticketSaved' }>;

/** Simulated callers, each one once at a time; to the desk they are calls like any other. */
export interface PracticePort {
  /** Returns the unsubscribe. */
  subscribe(listener: (event: PracticeEvent) => void): () => void;
  /** Lets somebody answer every number called on the exchange of practice: colleagues, queues, customers. */
  staff(): Promise<void>;
  /** Resolves when the desk rings; `phone.notRegistered` when nobody is on the line, `phone.callFailed` else. */
  ring(scenario: Scenario): Promise<Result<void>>;
  /** The caller gives up before the answer, or hangs up after it; everybody, without a name. */
  cancel(id?: ScenarioId): Promise<void>;
  /** Please say that again. */
  repeatLine(id: ScenarioId): void;
  /** Where it leads is the scenario's; a goodbye ends the call. Nothing without a call. */
  tell(id: ScenarioId, deed: AgentDeed): void;
  /** Somebody beside the call has him do this; a step that his scenario does not have is nothing. Nothing without a call. */
  steer(id: ScenarioId, wish: CallerWish): void;
  /** Loudness 0–1 of what the caller hears: proof that the agent's voice gets there. Zero without a call. */
  heardLevel(id: ScenarioId): number;
}
