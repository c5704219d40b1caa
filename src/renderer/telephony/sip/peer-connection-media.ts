import type { Session } from 'sip.js';
import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import type { LegMedia, LegMediaListener } from '../media/leg-media.ts';
import type { LevelMeter } from '../media/level-meter.ts';
import { readStats } from '../sound/read-stats.ts';
import { gatherSoon } from './gather-soon.ts';
import { LastingHandler } from './lasting-handler.ts';
import { insertDigits } from './send-digits.ts';

export interface PeerConnectionOptions {
  readonly iceServers: readonly IceServer[];
}

/**
 * Longest wait for ICE candidates, ms. The library's five seconds are what a caller would hear as nothing at all;
 * a candidate that takes longer than this is not a good one.
 */
const iceGatheringTimeoutMs = 1_000;

/** Sound of a real call: WebRTC, through the library's own handler. */
export class PeerConnectionMedia implements LegMedia {
  readonly handler: LastingHandler;
  readonly #audio: DeskAudio;
  #local: MediaStream | undefined;
  #mine: LevelMeter | undefined;
  #theirs: LevelMeter | undefined;

  constructor(session: Session, audio: DeskAudio, options: PeerConnectionOptions, listener: LegMediaListener) {
    this.#audio = audio;
    const peerConnectionConfiguration: RTCConfiguration = {
      bundlePolicy: 'balanced',
      iceServers: options.iceServers.map(toRtcServer),
    };
    // The microphone was opened before: here it is only handed on, silence where there is none.
    const streams = () => Promise.resolve(this.#local ?? silence(audio));
    this.handler = new LastingHandler(session, streams, {
      iceGatheringTimeout: iceGatheringTimeoutMs,
      peerConnectionConfiguration,
    });
    this.handler.peerConnectionDelegate = {
      ...(options.iceServers.length === 0 && { onicecandidate: gatherSoon(this.handler) }),
      onconnectionstatechange: () => {
        if (this.handler.peerConnection?.connectionState === 'failed') listener.onFailed();
      },
    };
  }

  get remoteStream(): MediaStream {
    return this.handler.remoteMediaStream;
  }

  async setLocalStream(stream: MediaStream | undefined): Promise<void> {
    this.#local = stream;
    this.#mine?.close();
    this.#mine = undefined;
    const sender = this.handler.peerConnection?.getSenders()[0];
    await sender?.replaceTrack(stream?.getAudioTracks()[0] ?? null);
  }

  sendDigits(digits: string): boolean {
    return insertDigits(this.handler.peerConnection?.getSenders()[0]?.dtmf, digits);
  }

  levels() {
    const { meters } = this.#audio;
    if (this.#local) this.#mine ??= meters.of(this.#local);
    this.#theirs ??= meters.of(this.remoteStream);
    return { mine: this.#mine?.level() ?? 0, theirs: this.#theirs.level() };
  }

  async stats(): Promise<MediaStats | undefined> {
    const connection = this.handler.peerConnection;
    return connection && readStats(connection);
  }

  close(): void {
    this.#mine?.close();
    this.#theirs?.close();
    this.#mine = undefined;
    this.#theirs = undefined;
    this.handler.close();
  }
}

function toRtcServer({ url, username, credential }: IceServer): RTCIceServer {
  return { urls: url, ...(username !== undefined && { username }), ...(credential !== undefined && { credential }) };
}

function silence(audio: DeskAudio): MediaStream {
  return new MediaStreamAudioDestinationNode(audio.context, { channelCount: 1 }).stream;
}
