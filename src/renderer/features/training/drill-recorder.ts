import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrillId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import {
  drillBitsPerSecond,
  drillPieceBytes,
  maxDrillRecordingMs,
  type DrillRecording,
} from '../../../shared/training/drill-recording.ts';
import { fromBase64, toBase64 } from '../../client/bytes.ts';
import type { VoiceRecorder, VoiceRecording } from '../../telephony/sound/voice-recorder.ts';
import type { DrillStore } from './drill-store.ts';

/** One recording that is heard, or stopped on its way. */
export interface Playback {
  readonly drillId: DrillId;
  /** Where it is heard from, or stopped, ms. */
  readonly atMs: number;
  /** Heard since then, UTC epoch ms; undefined while it is silent. */
  readonly since: number | undefined;
}

export interface DrillRecorderState {
  /** What is being recorded, since when, UTC epoch ms. */
  readonly running: { readonly recording: VoiceRecording; readonly since: number } | undefined;
  /** On this machine, newest first. */
  readonly kept: readonly DrillRecording[];
  readonly playback: Playback | undefined;
  readonly error: AppError | undefined;
}

export type DrillRecorder = StoreApi<DrillRecorderState> & {
  load(): Promise<void>;
  /** Begins to record the drill that is being read, or stops. */
  toggle(): Promise<void>;
  /** Plays from where it was stopped, or stops. */
  play(drillId: DrillId): Promise<void>;
  /** Back by so much; goes on playing where it did. */
  back(ms: number): Promise<void>;
  remove(drillId: DrillId): Promise<void>;
  clear(): void;
};

export interface DrillRecorderParts {
  readonly desk: Pick<DeskApi, 'invoke'>;
  readonly recorder: VoiceRecorder;
  readonly drills: DrillStore;
  /** UTC epoch ms. */
  readonly now: () => number;
}

const silent: DrillRecorderState = { running: undefined, kept: [], playback: undefined, error: undefined };

/** Where the playback is, ms. */
export function positionOf({ atMs, since }: Playback, now: number): number {
  return atMs + (since === undefined ? 0 : Math.max(0, now - since));
}

/**
 * A reader's own recording of a drill: begun by him, stopped with the drill at the latest, thrown away with one that was
 * interrupted. It goes to the core of this machine and nowhere else.
 */
export function createDrillRecorder({ desk, recorder, drills, now }: DrillRecorderParts): DrillRecorder {
  const store = createStore<DrillRecorderState>(() => silent);
  const { getState: get, setState: set } = store;
  let isStarting = false;
  /** The drill was broken off: nothing of it stays. */
  let isThrownAway = false;
  const wasBrokenOff = (): boolean => isThrownAway;
  let over = new AbortController();
  /** The one heard last: going back needs no second reading. */
  let heard: { readonly drillId: DrillId; readonly sound: Uint8Array<ArrayBuffer> } | undefined;

  const load = async (): Promise<void> => {
    const answer = await desk.invoke('drills:recordings', {});
    set(answer.ok ? { kept: answer.value } : { error: answer.error });
  };
  const keep = async (drillId: DrillId, sound: Uint8Array, ms: number): Promise<void> => {
    const pieces = Math.ceil(sound.length / drillPieceBytes);
    for (let piece = 0; piece < pieces; piece += 1) {
      const data = toBase64(sound.subarray(piece * drillPieceBytes, (piece + 1) * drillPieceBytes));
      const kept = await desk.invoke('drills:record', { drillId, piece, pieces, ms, data });
      if (!kept.ok) return set({ error: kept.error });
    }
    heard = undefined;
    await load();
  };
  const isReading = (drillId: DrillId | undefined): boolean =>
    drills.getState().stage === 'reading' && drills.getState().drillId === drillId;

  const record = async (drillId: DrillId): Promise<void> => {
    isStarting = true;
    isThrownAway = false;
    const begun = await recorder.start({ ms: maxDrillRecordingMs, bitsPerSecond: drillBitsPerSecond });
    isStarting = false;
    // The microphone was long in coming: the drill may be over by now.
    if (!isReading(drillId)) return begun.ok ? begun.value.stop() : undefined;
    if (!begun.ok) return set({ error: begun.error });
    const since = now();
    set({ running: { recording: begun.value, since }, error: undefined });
    const sound = await begun.value.done;
    set({ running: undefined });
    if (wasBrokenOff()) return;
    if (!sound.ok) set({ error: sound.error });
    else await keep(drillId, sound.value, Math.max(1, now() - since));
  };
  drills.subscribe(({ stage, isOpen }, before) => {
    if (before.stage === 'reading' && stage !== 'reading') {
      isThrownAway = stage !== 'done';
      get().running?.recording.stop();
    }
    if ((before.stage === 'done' && stage !== 'done') || (before.isOpen && !isOpen)) stop();
    if (!before.isOpen && isOpen) void load();
  });

  const stop = (): void => {
    over.abort();
    const { playback } = get();
    if (playback) set({ playback: { ...playback, atMs: positionOf(playback, now()), since: undefined } });
  };
  const soundOf = async (drillId: DrillId): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    if (heard?.drillId === drillId) return heard.sound;
    const answer = await desk.invoke('drills:recording', { drillId });
    if (!answer.ok) {
      set({ error: answer.error });
      return undefined;
    }
    heard = { drillId, sound: fromBase64(answer.value.data) };
    return heard.sound;
  };
  const playFrom = async (drillId: DrillId, atMs: number): Promise<void> => {
    const mine = (over = new AbortController());
    const isOver = (): boolean => mine.signal.aborted;
    set({ playback: { drillId, atMs, since: undefined }, error: undefined });
    const sound = await soundOf(drillId);
    if (!sound || isOver()) return;
    const onBegun = (): void => set({ playback: { drillId, atMs, since: now() } });
    const played = await recorder.play(sound, mine.signal, { fromMs: atMs, onBegun });
    if (isOver()) return;
    // To its end: the next time it begins anew.
    set({ playback: undefined, ...(!played.ok && { error: played.error }) });
  };

  return Object.assign(store, {
    load,
    async toggle() {
      const { running } = get();
      const { drillId } = drills.getState();
      if (running) return running.recording.stop();
      if (!isStarting && drillId !== undefined && isReading(drillId)) await record(drillId);
    },
    async play(drillId: DrillId) {
      const { playback } = get();
      const isHeard = playback?.drillId === drillId && playback.since !== undefined;
      stop();
      if (isHeard) return;
      await playFrom(drillId, playback?.drillId === drillId ? playback.atMs : 0);
    },
    async back(ms: number) {
      const { playback } = get();
      if (!playback) return;
      const atMs = Math.max(0, positionOf(playback, now()) - ms);
      stop();
      if (playback.since === undefined) set({ playback: { ...playback, atMs } });
      else await playFrom(playback.drillId, atMs);
    },
    async remove(drillId: DrillId) {
      if (get().playback?.drillId === drillId) stop();
      const answer = await desk.invoke('drills:forgetRecording', { drillId });
      if (!answer.ok) return set({ error: answer.error });
      if (heard?.drillId === drillId) heard = undefined;
      set(({ kept, playback }) => ({
        kept: kept.filter((each) => each.drillId !== drillId),
        playback: playback?.drillId === drillId ? undefined : playback,
      }));
    },
    clear() {
      get().running?.recording.stop();
      over.abort();
      heard = undefined;
      set(silent, true);
    },
  });
}
