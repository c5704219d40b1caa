import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { EndConferenceSheet } from '../features/softphone/end-conference-sheet.tsx';
import { HandOverSheet, type HandOverPlace } from '../features/softphone/hand-over-sheet.tsx';
import { LeaderSheet } from '../features/softphone/leader-sheet.tsx';
import { CallerLanguageSheet } from './caller-language-sheet.tsx';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import { useHandOverPlaces } from './use-hand-over-places.ts';

export type PhoneSheet = 'transfer' | 'consult' | 'endConference' | 'language' | 'leader';

export interface PhoneSheetsProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly sheet: string | undefined;
  readonly onClose: () => void;
}

/** Whom to hand the call to or to ask, and how a conference ends. Gone with the call that they are about. */
export function PhoneSheets({ stores, view, sheet, onClose }: PhoneSheetsProps): ReactNode {
  const { desk } = useStore(stores.phone);
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
  if (sheet === 'leader') {
    return (
      <LeaderSheet
        confirm={(agentNo, password) => stores.desk.invoke('leader:confirm', { agentNo, password, mayAskCentre: true })}
        onConfirmed={(leader) => {
          onClose();
          actions.markScript(callId, { type: 'leaderConfirmed', leader, by: 'code', at: Date.now() });
        }}
        onRefused={() => {
          onClose();
          actions.markScript(callId, { type: 'leaderRefused', at: Date.now() });
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
  return <WhomTo stores={stores} view={view} purpose={sheet} onReach={reach} onClose={onClose} />;
}

interface WhomToProps extends Pick<PhoneSheetsProps, 'stores' | 'view' | 'onClose'> {
  readonly purpose: 'transfer' | 'consult';
  readonly onReach: (address: string, place?: HandOverPlace) => void;
}

function WhomTo({ stores, view, purpose, onReach, onClose }: WhomToProps): ReactNode {
  const { t } = useTranslation('phrases');
  const { places, staleText } = useHandOverPlaces(stores, view.language);
  return (
    <HandOverSheet
      {...{ purpose, places, staleText }}
      languageText={(language) => t(`language.${language}`)}
      onPlace={(place) => {
        onReach(place.address, place);
      }}
      onText={(text) => {
        onReach(text);
      }}
      onClose={onClose}
    />
  );
}
