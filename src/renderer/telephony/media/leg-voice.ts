import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskAudio } from './desk-audio.ts';
import type { LegMedia } from './leg-media.ts';
import type { Microphone, MicrophoneLease } from './microphone.ts';
import { createMix, type Mix } from './mix.ts';

/**
 * What one far end hears from this desk: the microphone, in a conference the other one as well, nothing on hold.
 *
 *   microphone ─ lease (muted: silent) ─┬─ alone ──────────► track sent
 *   the others of a conference ─────────┴─ mixed ─ WebAudio ─► track sent
 */
export class LegVoice {
  readonly #audio: DeskAudio;
  readonly #microphone: Microphone;
  #media: LegMedia | undefined;
  #lease: MicrophoneLease | undefined;
  #others: readonly MediaStream[] = [];
  #mix: Mix | undefined;
  #isMuted = false;
  #isSending = false;
  /** Speaks in place of the microphone. */
  #prompt: MediaStream | undefined;
  #stopPrompt: () => void = () => undefined;
  #isClosed = false;

  constructor(audio: DeskAudio, microphone: Microphone) {
    this.#audio = audio;
    this.#microphone = microphone;
  }

  /** The agent's voice alone; undefined while the microphone is given back. */
  get ownStream(): MediaStream | undefined {
    return this.#lease?.stream;
  }

  /** Takes a share of the microphone; silent until `send`. */
  async open(): Promise<Result<void>> {
    const lease = await this.#microphone.open(() => void this.#apply());
    if (!lease.ok) return lease;
    if (this.#isClosed) lease.value.release();
    else this.#lease = lease.value;
    this.#enable();
    return ok(undefined);
  }

  attach(media: LegMedia): Promise<void> {
    this.#media = media;
    return this.#apply();
  }

  /** The far end hears the agent from now on, unless muted. */
  async send(): Promise<void> {
    this.#isSending = true;
    this.#enable();
    await this.#apply();
  }

  /** At once, before the far end agrees to anything: the agent may turn to a colleague the moment the key is down. */
  silence(): void {
    this.#isSending = false;
    this.#enable();
    this.#dropMix();
    void this.#media?.setLocalStream(this.#lease?.stream);
  }

  /** On hold: gives the microphone back. */
  async release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    this.#isSending = false;
    this.#dropMix();
    await this.#media?.setLocalStream(undefined);
    lease?.release();
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#enable();
  }

  /** What the far end hears besides the agent. */
  async mixWith(others: readonly MediaStream[]): Promise<void> {
    this.#others = others;
    await this.#apply();
  }

  /** Resolves when all of it was said, or the far end can't hear it any more. */
  async say(sound: AudioBuffer): Promise<void> {
    this.#stopPrompt();
    const { context } = this.#audio;
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    const monitor = new GainNode(context, { gain: 0.5 });
    source.connect(destination);
    source.connect(monitor).connect(context.destination);
    const { promise: isOver, resolve } = Promise.withResolvers<undefined>();
    source.onended = () => resolve(undefined);
    this.#stopPrompt = () => {
      source.stop();
      resolve(undefined);
    };
    this.#prompt = destination.stream;
    this.#enable();
    await this.#apply();
    source.start();
    await isOver;
    monitor.disconnect();
    if (this.#prompt !== destination.stream) return;
    this.#prompt = undefined;
    this.#enable();
    await this.#apply();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopPrompt();
    this.#dropMix();
    this.#lease?.release();
    this.#lease = undefined;
  }

  #enable(): void {
    this.#lease?.setEnabled(this.#isSending && !this.#isMuted && !this.#prompt);
  }

  async #apply(): Promise<void> {
    if (this.#isClosed) return;
    const before = this.#mix;
    this.#mix = undefined;
    const own = this.#lease ? [this.#lease.stream] : [];
    const besides = this.#prompt ? [...this.#others, this.#prompt] : this.#others;
    if (besides.length > 0) this.#mix = createMix(this.#audio, [...own, ...besides]);
    await this.#media?.setLocalStream(this.#mix?.stream ?? own[0]);
    before?.close();
  }

  #dropMix(): void {
    this.#stopPrompt();
    this.#stopPrompt = () => undefined;
    this.#prompt = undefined;
    this.#others = [];
    this.#mix?.close();
    this.#mix = undefined;
  }
}
