import { phaseOf } from '../../../shared/call/desk-calls.ts';
import {
  isAtRest,
  standingOf,
  transitionCodes,
  untold,
  type CodeEffect,
  type CodeEvent,
  type CodeState,
} from '../../../shared/call/feature-codes.ts';
import type { CodePurpose, FeatureCodes } from '../../../shared/domain/feature-codes.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { PhonePort } from '../../telephony/port.ts';
import { selectIsRegistered, type PhoneStore } from './phone-store.ts';

/** Tells an exchange that wants it by codes where the agent stands; nothing where no codes are configured. */
export interface FeatureCodeLink {
  /** Logs the agent out at the exchange before the line goes; resolves when that is done, refused, or took too long. */
  logOut(): Promise<void>;
  /** He did not leave after all: logs him in again. */
  stay(): void;
  dispose(): void;
}

export interface FeatureCodeParts {
  readonly phone: PhoneStore;
  readonly port: Pick<PhonePort, 'callCode'>;
  /** Of the windows of a seat only that with the phone calls. */
  readonly hasPhone: () => boolean;
  readonly now: () => number;
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** An exchange that does not answer must not keep whoever wants to go home. */
const logOutWithinMs = 12_000;

const refusedCodes = {
  logIn: 'phone.codeRefusedLogIn',
  logOut: 'phone.codeRefusedLogOut',
  pause: 'phone.codeRefusedPause',
  unpause: 'phone.codeRefusedUnpause',
} as const satisfies Record<CodePurpose, string>;

export function linkFeatureCodes({ phone, port, hasPhone, now, after }: FeatureCodeParts): FeatureCodeLink {
  let state: CodeState = untold;
  /** Of an earlier line nothing counts. */
  let line = phone.getState().config;
  let isLeaving = false;
  const waiting = new Set<() => void>();

  const codesNow = (): FeatureCodes | undefined => (line?.kind === 'ws' ? line.calls.featureCodes : undefined);

  const dispatch = (event: CodeEvent): void => {
    const codes = codesNow();
    if (!codes) return;
    const next = transitionCodes(state, event, codes);
    state = next.state;
    for (const effect of next.effects) run(effect, codes);
    if (isAtRest(state, codes)) for (const done of [...waiting]) done();
  };

  const run = (effect: CodeEffect, codes: FeatureCodes): void => {
    if (effect.type === 'refused') {
      const { purpose, code } = effect;
      const error = appError(refusedCodes[purpose], 'none', { code });
      return phone.setState({ trouble: { error, callId: undefined, at: now() } });
    }
    const mine = line;
    void port.callCode(effect.code, codes.hangUpAfterMs).then(({ ok: isTaken }) => {
      if (mine === line) dispatch({ type: 'called', isTaken });
    });
  };

  const follow = (): void => {
    const now = phone.getState();
    if (now.config !== line) {
      line = now.config;
      state = untold;
      isLeaving = false;
      for (const done of [...waiting]) done();
    }
    const isFree = hasPhone() && selectIsRegistered(now) && phaseOf(now.desk) === 'none';
    if (isFree !== state.isFree) dispatch({ type: 'lineChanged', isFree });
    const wish = isLeaving ? undefined : standingOf(now.agent);
    if (wish) dispatch({ type: 'stood', wish });
  };

  const stop = phone.subscribe((next, before) => {
    const isNews =
      next.config !== before.config ||
      next.agent !== before.agent ||
      next.registration !== before.registration ||
      next.desk !== before.desk;
    // He goes on with something else: signing out failed, or was put off.
    if (next.agent !== before.agent) isLeaving = false;
    if (isNews) follow();
  });

  return {
    logOut: () =>
      new Promise((resolve) => {
        const codes = codesNow();
        if (!codes?.logOut || !hasPhone()) return resolve();
        isLeaving = true;
        const done = (): void => {
          cancel();
          waiting.delete(done);
          resolve();
        };
        const cancel = after(logOutWithinMs, done);
        waiting.add(done);
        dispatch({ type: 'stood', wish: { isIn: false } });
      }),
    stay: () => {
      if (!isLeaving) return;
      isLeaving = false;
      follow();
    },
    dispose: stop,
  };
}
