import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { EndConferenceSheet } from '../features/softphone/end-conference-sheet.tsx';
import { HandOverSheet, type HandOverPlace } from '../features/softphone/hand-over-sheet.tsx';
import { CallerLanguageSheet } from './caller-language-sheet.tsx';
import { handOverPlaces } from './hand-over-places.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

export type PhoneSheet = 'transfer' | 'consult' | 'endConference' | 'language';

export interface PhoneSheetsProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly sheet: string | undefined;
  readonly onClose: () => void;
}

/** Whom to hand the call to or to ask, and how a conference ends. Gone with the call that they are about. */
export function PhoneSheets({ stores, view, sheet, onClose }: PhoneSheetsProps): ReactNode {
  const { t, i18n } = useTranslation('phrases');
  const { desk, config } = useStore(stores.phone);
  const { actions } = stores.phone;
  const callId = view.call?.state.facts.callId;
  if (callId === undefined) return null;
  if (sheet === 'endConference' && desk.conference) {
    const [first, second] = desk.conference;
    return (
      <EndConferenceSheet
        onLeave={() => {
          onClose();
          actions.connect(first, second);
        }}
        onEnd={() => {
          onClose();
          actions.endConference();
        }}
        onClose={onClose}
      />
    );
  }
  if (sheet === 'language' && view.call) {
    return <CallerLanguageSheet stores={stores} view={view} call={view.call} onClose={onClose} />;
  }
  if (sheet !== 'transfer' && sheet !== 'consult') return null;
  const reach = (address: string, place?: HandOverPlace): void => {
    onClose();
    if (sheet === 'transfer') void actions.transferText(callId, address);
    else void actions.dialText(address, { consultFor: callId, displayName: place?.name });
  };
  return (
    <HandOverSheet
      purpose={sheet}
      places={config ? handOverPlaces(config.calls, view.language, i18n.language) : []}
      languageText={(language) => t(`language.${language}`)}
      onPlace={(place) => {
        reach(place.address, place);
      }}
      onText={(text) => {
        reach(text);
      }}
      onClose={onClose}
    />
  );
}
