import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import type { CallId } from '../../shared/ids.ts';
import type { PhoneSheet } from './phone-sheets.tsx';
import type { SignOutHindrance } from './sign-out.ts';
import type { Stores } from './stores.ts';

export type SheetName = PhoneSheet | SignOutHindrance | 'help' | 'packs' | 'sound' | 'quickClose';

export interface Sheets {
  readonly sheet: SheetName | undefined;
  readonly setSheet: (sheet: SheetName | undefined) => void;
  readonly closeSheet: () => void;
  readonly showKeys: () => void;
  readonly showSound: () => void;
  /** Not in a call. */
  readonly showPacks: () => void;
  readonly askSubType: () => void;
}

/** About the call on the screen: another one there, and they are gone. */
const ofCall: ReadonlySet<SheetName> = new Set([
  ...(['transfer', 'consult', 'endConference', 'language', 'leader'] as const satisfies readonly PhoneSheet[]),
  'quickClose',
]);

interface OpenSheet {
  readonly name: SheetName;
  readonly callId: CallId | undefined;
}

/** Which sheet is open; the functions stay the same. */
export function useSheets(stores: Stores): Sheets {
  const [open, setOpen] = useState<OpenSheet>();
  const onScreen = useStore(stores.phone, ({ desk }) => desk.onScreen);
  const isGone = open !== undefined && ofCall.has(open.name) && open.callId !== onScreen;
  useEffect(() => {
    if (isGone) setOpen(undefined);
  }, [isGone]);
  const setSheet = useCallback(
    (name: SheetName | undefined) => {
      setOpen(name && { name, callId: stores.phone.getState().desk.onScreen });
    },
    [stores],
  );
  const closeSheet = useCallback(() => {
    setSheet(undefined);
  }, [setSheet]);
  const showKeys = useCallback(() => {
    setSheet('help');
  }, [setSheet]);
  const showSound = useCallback(() => {
    setSheet('sound');
  }, [setSheet]);
  const showPacks = useCallback(() => {
    if (!stores.phone.getState().calls.some(({ state }) => isLive(state))) setSheet('packs');
  }, [stores, setSheet]);
  const askSubType = useCallback(() => {
    setSheet('quickClose');
  }, [setSheet]);
  const sheet = isGone ? undefined : open?.name;
  return { sheet, setSheet, closeSheet, showKeys, showSound, showPacks, askSubType };
}
