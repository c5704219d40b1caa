import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { phraseIdOf, type Phrase } from '../../shared/domain/phrase.ts';
import { deskRecordingId } from '../../shared/domain/line-proposal.ts';
import type { PhraseId } from '../../shared/ids.ts';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { LanguageSheet } from '../features/softphone/language-sheet.tsx';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import type { SoundSource } from '../telephony/port.ts';
import type { Stores } from './stores.ts';
import { promiseCallBack } from './task-work.tsx';
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
  const { t } = useTranslation('phrases');
  const book = useStore(stores.phrases, (state) => state.book);
  const { places, staleText } = useHandOverPlaces(stores, view.language);
  const { actions } = stores.phone;
  const { callId, isPractice } = call.state.facts;
  const languageText = t(`language.${view.language}`);
  const phrase = book.line(view.language, waitMoment);
  const phraseId = phraseIdOf(view.language, waitMoment);
  return (
    <LanguageSheet
      languageText={languageText}
      gloss={phrase && (phrase.gloss ?? book.line('zh-Hans', waitMoment)?.text)}
      places={places.filter((place) => place.isFitting)}
      staleText={staleText}
      onPlay={async () => {
        const recording = phrase && soundOf(phrase, phraseId, isPractice);
        const source = recording === undefined ? undefined : await soundSource(stores.desk, recording);
        if (source === undefined) return false;
        const isPlayed = await actions.play(callId, source);
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
        promiseCallBack(stores, view);
      }}
      onClose={onClose}
    />
  );
}

/** A file that came with the desk, or what a speaker recorded at one. */
async function soundSource(desk: DeskApi, recording: string): Promise<SoundSource | undefined> {
  const id = deskRecordingId(recording);
  if (id === undefined) return `./sounds/${encodeURIComponent(recording)}`;
  const found = await desk.invoke('packs:recording', { id });
  return found.ok ? Uint8Array.from(atob(found.value.data), (char) => char.charCodeAt(0)) : undefined;
}

/** A recording that a leader has approved; a practice caller hears a voice made by the machine where there is none. */
function soundOf({ recording, status }: Phrase, id: PhraseId, isPractice: boolean): string | undefined {
  if (status === 'approved' && recording !== undefined) return recording;
  return isPractice ? `${id}.demo.ogg` : undefined;
}
