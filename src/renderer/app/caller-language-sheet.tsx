import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { phraseIdOf, type Phrase } from '../../shared/domain/phrase.ts';
import type { PhraseId } from '../../shared/ids.ts';
import { LanguageSheet } from '../features/softphone/language-sheet.tsx';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import { useHandOverPlaces } from './use-hand-over-places.ts';

export interface CallerLanguageSheetProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly call: DeskCall;
  readonly onClose: () => void;
}

/** The one line that asks to wait for somebody who speaks the language. */
const waitMoment = 'noCommonLanguage.wait';

/** One key for a caller whose language this seat does not speak: the line that asks him to wait, then who takes over. */
export function CallerLanguageSheet({ stores, view, call, onClose }: CallerLanguageSheetProps): ReactNode {
  const { t } = useTranslation(['phrases', 'phone']);
  const book = useStore(stores.phrases, (state) => state.book);
  const { places, staleText } = useHandOverPlaces(stores, view.language);
  const { actions } = stores.phone;
  const { callId, isPractice } = call.state.facts;
  const languageText = t(`phrases:language.${view.language}`);
  const phrase = book.line(view.language, waitMoment);
  const phraseId = phraseIdOf(view.language, waitMoment);
  return (
    <LanguageSheet
      languageText={languageText}
      gloss={phrase && (phrase.gloss ?? book.line('zh-Hans', waitMoment)?.text)}
      places={places.filter((place) => place.isFitting)}
      staleText={staleText}
      onPlay={async () => {
        const file = phrase && soundOf(phrase, phraseId, isPractice);
        if (file === undefined) return false;
        const isPlayed = await actions.play(callId, `./sounds/${encodeURIComponent(file)}`);
        if (isPlayed) actions.markSaid(callId, phraseId);
        return isPlayed;
      }}
      onTransfer={({ address }) => {
        actions.transfer(callId, { kind: 'blind', address });
      }}
      onJoin={({ address, name }) => {
        void actions.dialText(address, { consultFor: callId, displayName: name, isToJoin: true });
      }}
      onCallBack={() => {
        view.chooseDisposition('callbackBooked');
        const tickets = stores.tickets.getState();
        tickets.start(view.ticketContext);
        const { activeId } = stores.tickets.getState();
        if (!activeId) return;
        const description = t('phone:callBackTicket', { language: languageText });
        tickets.edit(activeId, { type: 'serviceRequest', description });
      }}
      onClose={onClose}
    />
  );
}

/** A recording that a leader has approved; a practice caller hears a voice made by the machine where there is none. */
function soundOf({ recording, status }: Phrase, id: PhraseId, isPractice: boolean): string | undefined {
  if (status === 'approved' && recording !== undefined) return recording;
  return isPractice ? `${id}.demo.ogg` : undefined;
}
