import type { DeskAudio } from './desk-audio.ts';
import { agree, directionOf, flowOf, readDirection, type Direction } from './direction.ts';
import type { DescriptionHandler, DescriptionOptions, LegMedia } from './leg-media.ts';
import { createLevelMeter } from './level-meter.ts';

/** Where two ends in one page find each other: the id stands in the descriptions that travel as SIP bodies. */
export type MediaExchange = Map<string, HandedOverMedia>;

export function createMediaExchange(): MediaExchange {
  return new Map();
}

const token = 'x-handed-over';

/**
 * Sound of a practice call, handed from one end to the other inside the page: no network interface, no ICE, nothing to
 * permit. Offer and answer are real, so holding closes the same gates that it closes on a real line.
 *
 *   local stream ─► out gate ═(the far end's in gate)═► destination ─► remote stream
 */
export class HandedOverMedia implements LegMedia, DescriptionHandler {
  readonly remoteStream: MediaStream;
  readonly handler = this;
  readonly #id = crypto.randomUUID();
  readonly #exchange: MediaExchange;
  readonly #context: AudioContext;
  readonly #out: GainNode;
  readonly #in: GainNode;
  readonly #mine;
  readonly #theirs;
  #local: AudioNode | undefined;
  #peer: HandedOverMedia | undefined;
  /** An offer that waits for its answer. */
  #offered: { from: 'me' | 'them'; direction: Direction } | undefined;
  #version = 0;

  constructor(audio: DeskAudio, exchange: MediaExchange) {
    this.#context = audio.context;
    this.#exchange = exchange;
    this.#out = new GainNode(this.#context, { gain: 0 });
    this.#in = new GainNode(this.#context, { gain: 0 });
    const destination = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
    this.#in.connect(destination);
    this.remoteStream = destination.stream;
    this.#mine = createLevelMeter(this.#out);
    this.#theirs = createLevelMeter(this.#in);
    exchange.set(this.#id, this);
  }

  setLocalStream(stream: MediaStream | undefined): Promise<void> {
    this.#local?.disconnect();
    this.#local = stream && new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream });
    this.#local?.connect(this.#out);
    return Promise.resolve();
  }

  levels() {
    return { mine: this.#mine.level(), theirs: this.#theirs.level() };
  }

  stats(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): void {
    if (!this.#exchange.delete(this.#id)) return;
    this.#mine.close();
    this.#theirs.close();
    this.#local?.disconnect();
    this.#out.disconnect();
    this.#in.disconnect();
    for (const track of this.remoteStream.getTracks()) track.stop();
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  get hasOffer(): boolean {
    return this.#offered?.from === 'me';
  }

  getDescription(options?: DescriptionOptions) {
    const wish = options?.hold === true ? 'sendonly' : 'sendrecv';
    if (this.#offered?.from === 'them') {
      const theirs = this.#offered.direction;
      const { canReceive, canSend } = flowOf(theirs);
      const mine = directionOf({ canSend: canReceive, canReceive: canSend && flowOf(wish).canReceive });
      this.#settle(mine, theirs);
      return Promise.resolve(this.#describe(mine));
    }
    this.#offered = { from: 'me', direction: wish };
    return Promise.resolve(this.#describe(wish));
  }

  setDescription(sdp: string): Promise<void> {
    const id = new RegExp(`^a=${token}:([\\w-]+)\\s*$`, 'm').exec(sdp)?.[1];
    const peer = id === undefined ? undefined : this.#exchange.get(id);
    if (!peer) return Promise.reject(new Error('nobody to hand media over to'));
    this.#listenTo(peer);
    const theirs = readDirection(sdp);
    if (this.#offered?.from === 'me') this.#settle(this.#offered.direction, theirs);
    else this.#offered = { from: 'them', direction: theirs };
    return Promise.resolve();
  }

  async takeAnswer(sdp: string): Promise<boolean> {
    try {
      await this.setDescription(sdp);
      return true;
    } catch {
      await this.rollbackDescription();
      return false;
    }
  }

  rollbackDescription(): Promise<void> {
    this.#offered = undefined;
    return Promise.resolve();
  }

  sendDtmf(): boolean {
    return false;
  }

  sendDigits(): boolean {
    return false;
  }

  #listenTo(peer: HandedOverMedia): void {
    if (this.#peer === peer) return;
    if (this.#peer) this.#peer.#out.disconnect(this.#in);
    peer.#out.connect(this.#in);
    this.#peer = peer;
  }

  #settle(mine: Direction, theirs: Direction): void {
    this.#offered = undefined;
    const { canSend, canReceive } = agree(mine, theirs);
    this.#out.gain.value = canSend ? 1 : 0;
    this.#in.gain.value = canReceive ? 1 : 0;
  }

  #describe(direction: Direction): { body: string; contentType: string } {
    this.#version += 1;
    const lines = [
      'v=0',
      `o=- 1 ${this.#version} IN IP4 127.0.0.1`,
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=audio 9 RTP/AVP 0',
      `a=${token}:${this.#id}`,
      `a=${direction}`,
    ];
    return { body: `${lines.join('\r\n')}\r\n`, contentType: 'application/sdp' };
  }
}
