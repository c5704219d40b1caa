import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { voiceBetween } from '../../../shared/coach/voice-now.ts';
import type { VoicesHeard } from '../../../shared/coach/two-voices.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { readingBody, type ReadingSize, type ReadingText } from '../../../shared/domain/reading-text.ts';
import { drillIdSchema, type DrillId, type ReadingId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { countedUnits } from '../../../shared/script/clauses.ts';
import { drillSlip, type DrillResult, type DrillSlip, type DrillVoice } from '../../../shared/training/drill-result.ts';
import { withMark, withoutMarks, type MarkKind, type ReadingMark } from '../../../shared/training/reading-marks.ts';
import type { EarParts } from '../../telephony/coach/coach-ear.ts';
import type { MicrophoneMonitor, SoundPort } from '../../telephony/sound/sound-port.ts';

/** What a click on a unit does. */
export type DrillTool = MarkKind | 'reached';

/** What the reader wants to come to, and what makes a level of his headset dB of sound pressure. */
export interface DrillAims {
  readonly pace: number;
  readonly loudnessDb: number;
  readonly offsetDb: number | undefined;
}

/**
 *   ready ──begin──▶ opening (the microphone) ──there or not──▶ reading ──end──▶ done ──again──▶ ready
 *     ▲                                                            │
 *     └──────────────── interrupted: nothing is scored ────────────┘
 */
export type DrillStage = 'ready' | 'opening' | 'reading' | 'done';

export interface DrillState {
  readonly isOpen: boolean;
  readonly pane: 'drill' | 'progress' | 'file' | 'exam' | 'pair';
  readonly texts: readonly ReadingText[];
  readonly textId: ReadingId | undefined;
  readonly lang: CallerLanguage | undefined;
  readonly size: ReadingSize;
  readonly stage: DrillStage;
  readonly wasInterrupted: boolean;
  /** Of the drill that runs, or ran last. */
  readonly drillId: DrillId | undefined;
  /** UTC epoch ms. */
  readonly from: number;
  readonly marks: readonly ReadingMark[];
  /** The unit that the keys of the listener are about. */
  readonly cursor: number;
  readonly tool: DrillTool;
  readonly isHeard: boolean;
  readonly listener: string;
  /** Nothing is measured of the voice: there is no microphone. */
  readonly noVoice: boolean;
  /** What is kept of the drill that ended last. */
  readonly result: DrillResult | undefined;
  /** Why that one does not count, and is not kept: until the listener says how far it went. */
  readonly slip: DrillSlip | undefined;
  /** The agent's own, newest first. */
  readonly results: readonly DrillResult[];
  readonly error: AppError | undefined;
}

export interface DrillActions {
  open(usual: CallerLanguage | undefined): void;
  /** A drill that runs is interrupted. */
  close(): void;
  show(pane: DrillState['pane']): void;
  choose(choice: { readonly lang?: CallerLanguage; readonly size?: ReadingSize }): void;
  begin(aims: DrillAims): Promise<void>;
  /** All was read, or as much as the listener says. */
  end(): void;
  again(): void;
  /** An earlier drill that is kept, with its text and marks, as when it had just ended. */
  review(id: DrillId): void;
  /** Says this of a unit; `reached`: the reader came to here. */
  mark(at: number, tool: DrillTool): void;
  unmark(at: number): void;
  moveTo(at: number): void;
  use(tool: DrillTool): void;
  hear(change: { readonly isHeard?: boolean; readonly listener?: string }): void;
  clear(): void;
}

export type DrillStore = StoreApi<DrillState> & { readonly actions: DrillActions };

export interface DrillParts {
  readonly desk: DeskApi;
  readonly sound: Pick<SoundPort, 'openMonitor'>;
  /** The voice coach of the drills: shows how it goes, and tells what it heard. */
  readonly coach: {
    listen(id: string, voices: EarParts['voices'], onHeard: EarParts['onHeard']): void;
    stop(): void;
  };
  /** UTC epoch ms. */
  readonly now: () => number;
}

/** As many as the plots of three months need. */
const shown = 1000;

const closed: DrillState = {
  ...{ isOpen: false, pane: 'drill', texts: [], textId: undefined, lang: undefined, size: 'short' },
  ...{ stage: 'ready', wasInterrupted: false, drillId: undefined, from: 0, marks: [], cursor: 0, tool: 'misread' },
  ...{ isHeard: true, listener: '', noVoice: false, result: undefined, slip: undefined, results: [], error: undefined },
};

/** The text that is read; undefined while there is none in this language and size. */
export function textOf({ texts, lang, size }: Pick<DrillState, 'texts' | 'lang' | 'size'>): ReadingText | undefined {
  return texts.find((text) => text.lang === lang && text.size === size);
}

/** All of its units in order. */
export function unitsOf(text: ReadingText): string[] {
  return countedUnits(readingBody(text), text.lang).flatMap(({ text: unit, isCounted }) => (isCounted ? [unit] : []));
}

/** What was heard between two moments; undefined where that was too little. */
export function drillVoice(
  first: VoicesHeard | undefined,
  last: VoicesHeard | undefined,
  offsetDb: number | undefined,
): DrillVoice | undefined {
  if (!first || !last) return undefined;
  const { levelDb } = voiceBetween(first, last);
  if (levelDb === undefined) return undefined;
  const pausedS = last.mine.pausedS - first.mine.pausedS;
  const speechS = last.mine.speechS - first.mine.speechS;
  return {
    levelDb,
    ...(offsetDb !== undefined && { offsetDb }),
    pauses: last.mine.pauses - first.mine.pauses,
    pauseShare: pausedS / (pausedS + speechS),
  };
}

/** Reading aloud while somebody listens: the text, the marks, the microphone and what it came to. */
export function createDrillStore(parts: DrillParts): DrillStore {
  const store = createStore<DrillState>(() => closed);
  const keeping = createKeeper(parts.desk, store);
  const reading = createReading(parts, store, keeping);
  const change = (next: Partial<Pick<DrillState, 'marks' | 'isHeard' | 'listener'>>): void => {
    store.setState(next);
    const { result, marks, isHeard, listener } = store.getState();
    if (result) keeping.keep({ ...result, marks, isHeard, listener });
  };
  const actions: DrillActions = {
    ...reading,
    open: (usual) => {
      store.setState(({ lang }) => ({ isOpen: true, pane: 'drill', lang: lang ?? usual }));
      void keeping.load();
    },
    close: () => {
      reading.interrupt();
      store.setState({ isOpen: false });
    },
    show: (pane) => {
      reading.interrupt();
      store.setState({ pane });
    },
    choose: (choice) => {
      reading.again();
      store.setState(choice);
    },
    review: (id) => {
      const result = store.getState().results.find(({ drillId }) => drillId === id);
      if (!result) return;
      reading.again();
      const { drillId, lang, size, from, marks, isHeard, listener } = result;
      store.setState({ drillId, lang, size, from, marks, isHeard, listener, result, stage: 'done', noVoice: false });
    },
    mark: (at, tool) => {
      store.setState({ cursor: at });
      const { result, marks } = store.getState();
      if (tool !== 'reached') change({ marks: withMark(marks, at, tool) });
      else if (result) keeping.keep({ ...result, reached: at + 1 });
    },
    unmark: (at) => change({ marks: withoutMarks(store.getState().marks, at) }),
    moveTo: (cursor) => store.setState({ cursor }),
    use: (tool) => store.setState({ tool }),
    hear: change,
    clear: () => {
      reading.interrupt();
      store.setState(closed, true);
    },
  };
  return Object.assign(store, { actions });
}

interface Keeper {
  load(): Promise<void>;
  /** Shown at once, and kept with every mark, unless it was a slip: a listener who is called away loses nothing. */
  keep(result: DrillResult): void;
}

function createKeeper(desk: DeskApi, store: StoreApi<DrillState>): Keeper {
  // One after the other: the last marks are the ones that stay.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => (last = last.then(work, work));
  const read = async (): Promise<void> => {
    const answer = await desk.invoke('drills:results', { limit: shown });
    store.setState(answer.ok ? { results: answer.value, error: undefined } : { error: answer.error });
  };
  return {
    load: () =>
      inTurn(async () => {
        const texts = await desk.invoke('drills:texts', {});
        if (!texts.ok) return store.setState({ error: texts.error });
        store.setState({ texts: texts.value });
        await read();
      }),
    keep: (result) => {
      const slip = drillSlip(result, !store.getState().noVoice);
      store.setState({ result, slip });
      if (slip) return;
      // Sent at once, which keeps their order: a page that goes now has told of this mark.
      const keeping = desk.invoke('drills:keep', result);
      void inTurn(async () => {
        const kept = await keeping;
        if (!kept.ok) return store.setState({ error: kept.error });
        await read();
      });
    },
  };
}

type Reading = Pick<DrillActions, 'begin' | 'end' | 'again'> & { interrupt(): void };

function createReading({ sound, coach, now }: DrillParts, store: StoreApi<DrillState>, { keep }: Keeper): Reading {
  let aims: DrillAims | undefined;
  let monitor: MicrophoneMonitor | undefined;
  let first: VoicesHeard | undefined;
  let heard: VoicesHeard | undefined;

  const letGo = (): void => {
    coach.stop();
    monitor?.close();
    monitor = undefined;
  };

  const listen = (id: DrillId, opened: MicrophoneMonitor): void => {
    monitor = opened;
    coach.listen(
      id,
      () => ({ mine: opened.stream(), theirs: undefined }),
      (voices) => {
        first ??= voices;
        heard = voices;
      },
    );
  };

  return {
    begin: async (wanted) => {
      if (store.getState().stage !== 'ready' || !textOf(store.getState())) return;
      const drillId = drillIdSchema.parse(uuidv7());
      [aims, first, heard] = [wanted, undefined, undefined];
      const fresh = { marks: [], cursor: 0, result: undefined, slip: undefined, noVoice: false, wasInterrupted: false };
      store.setState({ ...fresh, stage: 'opening', drillId });
      const opened = await sound.openMonitor();
      const isStill = store.getState().stage === 'opening' && store.getState().drillId === drillId;
      if (!isStill) return opened.ok ? opened.value.close() : undefined;
      if (opened.ok) listen(drillId, opened.value);
      store.setState({ stage: 'reading', from: now(), noVoice: !opened.ok });
    },
    end: () => {
      const state = store.getState();
      const text = textOf(state);
      if (state.stage !== 'reading' || !text || !aims || state.drillId === undefined) return;
      const voice = drillVoice(first, heard, aims.offsetDb);
      letGo();
      const { drillId, from, marks, isHeard, listener } = state;
      const { pace, loudnessDb } = aims;
      store.setState({ stage: 'done' });
      keep({
        ...{ drillId, textId: text.id, lang: text.lang, size: text.size, from, to: Math.max(now(), from + 1) },
        ...{ reached: unitsOf(text).length, isHeard, listener, marks, target: { pace, loudnessDb } },
        ...(voice && { voice }),
      });
    },
    again: () => {
      letGo();
      store.setState({
        stage: 'ready',
        marks: [],
        cursor: 0,
        result: undefined,
        slip: undefined,
        wasInterrupted: false,
      });
    },
    interrupt: () => {
      const { stage } = store.getState();
      if (stage !== 'reading' && stage !== 'opening') return;
      letGo();
      store.setState({ stage: 'ready', wasInterrupted: true });
    },
  };
}
