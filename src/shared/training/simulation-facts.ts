import type { LoudnessVerdict, PaceVerdict } from '../coach/judge-voice.ts';
import type { CallerLanguage } from '../domain/language.ts';
import type { TicketType } from '../domain/ticket.ts';

/** What the trainee did at the desk. */
export type AgentAct =
  | { readonly type: 'said'; readonly moment: string; readonly kind: string; readonly lang: CallerLanguage }
  | { readonly type: 'articleOpened'; readonly group: string }
  | {
      readonly type: 'ticketSaved';
      readonly ticketType: TicketType;
      readonly subType: string;
      /** Names of the fields that are not empty. */
      readonly filled: readonly string[];
    }
  /** He stands at this step of a procedure, the first one when he begins it. */
  | {
      readonly type: 'procedureStep';
      readonly procedure: string;
      readonly step: string;
      /** Steps that lie behind. */
      readonly taken: number;
      readonly isEnd: boolean;
    }
  /** Somebody else has the caller now, asked before (`attended`) or not. */
  | { readonly type: 'handedOver'; readonly how: 'blind' | 'attended' };

/** How the trainee spoke of late; what nobody can say is absent. */
export interface VoiceHeard {
  readonly pace?: PaceVerdict | undefined;
  readonly loudness?: LoudnessVerdict | undefined;
}

/** One thing that happened in a simulation; `at` UTC epoch ms. In the order in which it happened. */
export type SimulationFact = { readonly at: number } & (
  | AgentAct
  /** A second call of the same caller is answered again. */
  | { readonly type: 'answered' | 'held' | 'resumed' | 'agentSpoke' | 'agentQuiet' | 'ended' }
  /** A line of the caller that takes about so long. */
  | { readonly type: 'callerSpoke'; readonly ms: number }
  /** From here on, until the next. */
  | ({ readonly type: 'voice' } & VoiceHeard)
);
