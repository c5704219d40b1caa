import {
  createTelephony,
  type Telephony,
  type TelephonyOptions,
} from '../../../../src/renderer/telephony/create-telephony.ts';
import { createDeskAudio } from '../../../../src/renderer/telephony/media/desk-audio.ts';
import type { PhoneEvent } from '../../../../src/renderer/telephony/port.ts';
import type { PracticeEvent } from '../../../../src/renderer/telephony/practice/practice-port.ts';
import { createCallerAgent, type CallerAgent } from '../../../../src/renderer/telephony/sip/caller-agent.ts';
import { PeerConnectionMedia } from '../../../../src/renderer/telephony/sip/peer-connection-media.ts';
import { webSocketLinks } from '../../../../src/renderer/telephony/wire/web-socket-link.ts';

/** Tracks that the page got from the microphone, clones included. */
const microphoneTracks: MediaStreamTrack[] = [];

function watchMicrophone(): void {
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    microphoneTracks.push(...stream.getTracks());
    return stream;
  };
  const clone = MediaStream.prototype.clone;
  MediaStream.prototype.clone = function cloneWatched(this: MediaStream) {
    const copy = clone.call(this);
    microphoneTracks.push(...copy.getTracks());
    return copy;
  };
}

type LabEvent = PhoneEvent | PracticeEvent;

class Lab {
  readonly events: LabEvent[] = [];
  readonly #waiting = new Set<() => void>();
  telephony!: Telephony;

  open(options: TelephonyOptions): void {
    this.telephony = createTelephony(options);
    const record = (event: LabEvent): void => {
      this.events.push(event);
      for (const check of [...this.#waiting]) check();
    };
    this.telephony.phone.subscribe(record);
    this.telephony.practice.subscribe(record);
  }

  /** The first event at or after `from` that fits every given value; nested objects are compared by the values given. */
  next(fitting: Record<string, unknown>, from = 0): Promise<LabEvent> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.events.slice(from).find((event) => fits(event, fitting));
        if (!found) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** A second SIP agent on a real exchange that hums at 440 Hz: the far end of a real call. */
  async callIn(server: string, domain: string, target: string, headers: string[]): Promise<unknown> {
    const audio = createDeskAudio();
    const hum = new OscillatorNode(audio.context, { frequency: 440 });
    const out = new MediaStreamAudioDestinationNode(audio.context);
    hum.connect(out);
    hum.start();
    this.caller = createCallerAgent({
      user: 'caller',
      displayName: '',
      domain,
      target,
      headers,
      open: webSocketLinks([server]),
      makeMedia: (session) => {
        const media = new PeerConnectionMedia(session, audio, { iceServers: [] }, { onFailed: () => undefined });
        void media.setLocalStream(out.stream);
        this.callerHears = () => media.levels().theirs;
        return media;
      },
      onAnswered: () => undefined,
      onHeld: () => undefined,
      onEnded: () => (this.callerIsGone = true),
    });
    return this.caller.call();
  }

  caller: CallerAgent | undefined;
  callerHears: () => number = () => 0;
  callerIsGone = false;

  microphone(): { live: number; ended: number } {
    const live = microphoneTracks.filter((track) => track.readyState === 'live').length;
    return { live, ended: microphoneTracks.length - live };
  }

  /** Resolves when `level` was above `threshold` once. */
  async loud(level: () => number, threshold = 0.01): Promise<number> {
    for (;;) {
      const now = level();
      if (now > threshold) return now;
      await frame();
    }
  }

  /** Resolves after `ms` of audio time without a sound: never while something beeps more often than that. */
  async quiet(level: () => number, ms: number, threshold = 0.0001): Promise<true> {
    const { context } = this.telephony.audio;
    let since = context.currentTime;
    while (context.currentTime < since + ms / 1000) {
      if (level() > threshold) since = context.currentTime;
      await frame();
    }
    return true;
  }
}

function frame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 15));
}

function fits(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(expected).every(([key, part]) => fits((value as Record<string, unknown>)[key], part));
}

watchMicrophone();
Object.assign(globalThis, { lab: new Lab() });
