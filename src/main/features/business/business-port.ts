import type { LookUpAnswer, LookUpKind } from '../../../shared/domain/look-up.ts';

export interface BusinessQuestion {
  readonly kind: LookUpKind;
  /** 户号, as the customer's record has it. */
  readonly accountNo?: string;
  /** Area id of the ticket catalog. */
  readonly area?: string;
}

/** The way to the centre's business system. A centre brings its own; nothing of it is kept on the desk. */
export interface BusinessPort {
  /** Rejects where the system can't be reached or does not answer sensibly; undefined where it has no such account or area. */
  ask(question: BusinessQuestion, signal: AbortSignal): Promise<LookUpAnswer | undefined>;
}
