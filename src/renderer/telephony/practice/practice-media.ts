import type { ScenarioId } from '../../../shared/ids.ts';
import type { Clock } from '../clock/clock.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { HandedOverMedia, type MediaExchange } from '../media/handed-over-media.ts';
import type { CalleeAgentParts } from '../sip/callee-agent.ts';
import { PeerConnectionMedia } from '../sip/peer-connection-media.ts';
import type { WireHub } from '../wire/wire-hub.ts';

/** Never rejects. */
export type RecordedLines = (id: ScenarioId) => Promise<ReadonlyMap<number, Uint8Array<ArrayBuffer>>>;

export interface PracticeParts {
  readonly hub: WireHub;
  readonly audio: DeskAudio;
  readonly exchange: MediaExchange;
  readonly clock: Clock;
  /** URL of the folder of the sound files, with its slash at the end. */
  readonly soundBase: string;
  /** What the centre recorded itself of the lines of a caller, by their places in `linesOf`; goes before the sound files. */
  readonly recorded: RecordedLines;
  readonly media?: 'handedOver' | 'webRtc';
}

/** Makes the sound of one far end's call, saying what comes from `voice`. */
export function practiceMedia(
  { audio, exchange, media: kind }: PracticeParts,
  voice: () => MediaStream,
): CalleeAgentParts['makeMedia'] {
  return (session) => {
    const media =
      kind === 'webRtc'
        ? new PeerConnectionMedia(session, audio, { iceServers: [] }, { onFailed: () => undefined })
        : new HandedOverMedia(audio, exchange);
    void media.setLocalStream(voice());
    return media;
  };
}
