import { Core } from 'sip.js';
import {
  createTelephony,
  type Telephony,
  type TelephonyOptions,
} from '../../../../src/renderer/telephony/create-telephony.ts';
import { fromBase64 } from '../../../../src/renderer/client/bytes.ts';
import { createWorkerClock } from '../../../../src/renderer/telephony/clock/worker-clock.ts';
import { createDeskAudio } from '../../../../src/renderer/telephony/media/desk-audio.ts';
import type { PhoneEvent } from '../../../../src/renderer/telephony/port.ts';
import type { PracticeEvent } from '../../../../src/renderer/telephony/practice/practice-port.ts';
import { createCallerAgent, type CallerAgent } from '../../../../src/renderer/telephony/sip/caller-agent.ts';
import { PeerConnectionMedia } from '../../../../src/renderer/telephony/sip/peer-connection-media.ts';
import type { SoundEvent } from '../../../../src/renderer/telephony/sound/sound-port.ts';
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

/** Devices that were pulled out: a browser's fake ones can't be. */
const pulledOut = new Set<string>();

function watchPlugs(): void {
  const { mediaDevices } = navigator;
  const list = mediaDevices.enumerateDevices.bind(mediaDevices);
  mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !pulledOut.has(label));
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    if (!stream.getAudioTracks().some(({ label }) => pulledOut.has(label))) return stream;
    for (const track of stream.getTracks()) track.stop();
    throw new OverconstrainedError('deviceId');
  };
}

const connections: RTCPeerConnection[] = [];

function watchConnections(): void {
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}

/** Everything that plays. */
const outputs = { elements: new Set<HTMLAudioElement>(), contexts: new Set<AudioContext>() };

function watchOutputs(): void {
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function playWatched(this: HTMLAudioElement) {
    outputs.elements.add(this);
    return play.call(this);
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      outputs.contexts.add(this);
    }
  };
}

const outputLabels = new Map<string, string>();

type LabEvent = PhoneEvent | PracticeEvent | SoundEvent;

class Lab {
  readonly events: LabEvent[] = [];
  readonly #waiting = new Set<() => void>();
  telephony!: Telephony;

  /** `recordings`: of the centre's own, base64 by place of the line, for every practice caller. */
  async open({
    recordings = {},
    ...options
  }: TelephonyOptions & { recordings?: Record<string, string> }): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    for (const { deviceId, label } of devices) outputLabels.set(deviceId, label);
    const recorded = Object.entries(recordings).map(([line, data]) => [Number(line), fromBase64(data)] as const);
    this.telephony = createTelephony({ recorded: () => Promise.resolve(new Map(recorded)), ...options });
    const record = (event: LabEvent): void => {
      this.events.push(event);
      for (const check of [...this.#waiting]) check();
    };
    this.telephony.phone.subscribe(record);
    this.telephony.practice.subscribe(record);
    this.telephony.sound.subscribe(record);
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
      open: webSocketLinks(server, createWorkerClock()),
      makeMedia: (session) => {
        const media = new PeerConnectionMedia(session, audio, { iceServers: [] }, { onFailed: () => undefined });
        void media.setLocalStream(out.stream);
        this.callerHears = () => media.levels().theirs;
        return media;
      },
      onAnswered: () => undefined,
      onHeld: () => undefined,
      onHandedOver: () => undefined,
      onEnded: () => (this.callerIsGone = true),
    });
    return this.caller.call();
  }

  caller: CallerAgent | undefined;
  callerHears: () => number = () => 0;
  callerIsGone = false;

  /** Lets the newest connection look as if nothing got through, or again as it is. */
  pretendPath(isLost: boolean): void {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection');
    if (isLost) Object.defineProperty(connection, 'connectionState', { configurable: true, value: 'failed' });
    else delete (connection as { connectionState?: unknown }).connectionState;
    connection.dispatchEvent(new Event('connectionstatechange'));
  }

  /** The far end's voice comes as another track from now on, as after a path that was agreed on anew. */
  renewTrack(): void {
    const connection = connections.at(-1);
    const [transceiver] = connection?.getTransceivers() ?? [];
    if (!connection || !transceiver) throw new Error('no connection');
    const { context } = this.telephony.audio;
    const out = new MediaStreamAudioDestinationNode(context);
    const hum = new OscillatorNode(context, { frequency: 330 });
    hum.connect(out);
    hum.start();
    const { receiver } = transceiver;
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error('no track');
    connection.dispatchEvent(new RTCTrackEvent('track', { track, receiver, transceiver }));
  }

  /** How long an answer may wait for its confirmation; 32 s unless set. */
  confirmWithin(ms: number): void {
    (Core.Timers as { TIMER_L: number }).TIMER_L = ms;
  }

  /** How much later than asked for a timer of the page fires at worst, ms. */
  async lateness(ms: number): Promise<number> {
    let latest = 0;
    for (let i = 0; i < 5; i += 1) {
      const startedAt = performance.now();
      await new Promise((resolve) => setTimeout(resolve, ms));
      latest = Math.max(latest, performance.now() - startedAt - ms);
    }
    return latest;
  }

  /** ms, since the page was opened. */
  longestTask(): number {
    return Math.max(0, ...longTasks.map(({ duration }) => duration));
  }

  /** Refuses whatever is offered, as an agent would who has had enough. */
  rejectEverything(): void {
    this.#stopRejecting = this.telephony.phone.subscribe((event) => {
      if (event.type === 'callOffered') void this.telephony.phone.reject(event.facts.callId);
    });
  }

  /** Refuses what still rings, and nothing more. */
  async rejectAll(): Promise<void> {
    this.#stopRejecting();
    const offered = this.events.flatMap((event) => (event.type === 'callOffered' ? [event.facts.callId] : []));
    for (const callId of offered) await this.telephony.phone.reject(callId);
  }

  #stopRejecting: () => void = () => undefined;

  microphone(): { live: number; ended: number } {
    const live = microphoneTracks.filter((track) => track.readyState === 'live').length;
    return { live, ended: microphoneTracks.length - live };
  }

  /** Labels of the microphones that are open. */
  openMicrophones(): string[] {
    return [...new Set(microphoneTracks.filter((track) => track.readyState === 'live').map(({ label }) => label))];
  }

  processing(): object | undefined {
    const track = microphoneTracks.findLast(({ readyState }) => readyState === 'live');
    if (!track) return undefined;
    const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
    return { echoCancellation, noiseSuppression, autoGainControl };
  }

  /** Labels of the devices that something plays on, sorted. */
  outputs(what: 'elements' | 'contexts'): string[] {
    const ids = [...outputs[what]].map((one) => (one as unknown as { sinkId: string }).sinkId);
    return ids.map((id) => outputLabels.get(id) ?? id).sort();
  }

  pullOut(label: string): void {
    pulledOut.add(label);
    for (const track of microphoneTracks.filter((one) => one.label === label && one.readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  plugIn(label: string): void {
    pulledOut.delete(label);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
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

watchConnections();
watchOutputs();
watchPlugs();
const longTasks: PerformanceEntry[] = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
watchMicrophone();
Object.assign(globalThis, { lab: new Lab() });
