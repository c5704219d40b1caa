import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { talkSincePause } from '../../shared/care/rest-nudge.ts';
import { CareSection } from '../features/care/care-section.tsx';
import { RestNudgeLine } from '../features/care/rest-nudge-line.tsx';
import { TalkToday } from '../features/care/talk-today.tsx';
import { useNow } from '../ui/use-now.ts';
import { careChoiceOf, changeCare, nudgeNow } from './care-wiring.ts';
import type { Stores } from './stores.ts';

/** Beside the agent's state. A demo has practice calls only: there they count. */
export function TalkTodaySlot({ stores }: { readonly stores: Stores }): ReactNode {
  const { isTalkShown = true } = useStore(stores.session, careChoiceOf);
  const isDemo = useStore(stores.session, ({ bootstrap }) => bootstrap?.profile.kind === 'demo');
  const stretches = useStore(stores.care, (state) => state.stretches);
  const calls = useStore(stores.phone, (state) => state.calls);
  const counted = useMemo(
    () => calls.map(({ state }) => state).filter(({ facts }) => facts.isPractice === isDemo),
    [calls, isDemo],
  );
  return isTalkShown ? <TalkToday stretches={stretches} calls={counted} /> : null;
}

const checkedMs = 5_000;

/** On the desk without a call. */
export function RestNudgeSlot({ stores }: { readonly stores: Stores }): ReactNode {
  const { care, phone } = stores;
  // What it follows from besides the time.
  useStore(stores.session, careChoiceOf);
  useStore(stores.owner);
  useStore(phone);
  const { stretches } = useStore(care);
  useNow(checkedMs);
  // Not that of the last tick: what the agent said to it since then has a later time.
  const now = Date.now();
  const nudge = nudgeNow(stores, now);
  const comes = nudge === 'comes';
  useEffect(() => {
    if (comes) care.actions.noteNudge();
  }, [comes, care]);
  if (nudge === 'none') return null;
  return (
    <RestNudgeLine
      minutes={Math.floor(talkSincePause(stretches, now) / 60_000)}
      onRest={() => {
        care.actions.heed();
        phone.actions.setAgentState({ kind: 'BREAK', reason: 'rest' });
      }}
      onPutOff={care.actions.putOff}
      onHeeded={care.actions.heed}
    />
  );
}

/** In the sheet of sound. Nothing before somebody signed in. */
export function CarePart({ stores }: { readonly stores: Stores }): ReactNode {
  const isSignedIn = useStore(stores.session, ({ session }) => session !== null);
  const choice = useStore(stores.session, careChoiceOf);
  const centreLimitMin = useStore(stores.session, ({ session }) => session?.phone.calls.talkLimitMin);
  return isSignedIn ? (
    <CareSection {...{ choice, centreLimitMin }} onChange={(change) => changeCare(stores, change)} />
  ) : null;
}
