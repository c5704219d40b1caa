import type { CallQuality } from '../../../shared/domain/call.ts';
import { sampleBetween, type MediaStats, type QualitySample } from '../../../shared/call/media-stats.ts';
import { addSample, emptyTally, summaryOf, type QualityTally } from '../../../shared/call/quality-summary.ts';
import {
  calmWatch,
  warningsOf,
  watchQuality,
  type Concern,
  type QualityWatch,
} from '../../../shared/call/quality-watch.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Clock } from '../clock/clock.ts';
import type { PhonePort } from '../port.ts';

export type QualityEvent =
  | {
      readonly type: 'qualityChanged';
      readonly callId: CallId;
      /** Absent where nothing can be measured, and while a call is on hold or cut off. */
      readonly sample: QualitySample | undefined;
      readonly warnings: readonly Concern[];
    }
  /** The call is over; without a summary where nothing could be measured. */
  | { readonly type: 'qualityEnded'; readonly callId: CallId; readonly summary: CallQuality | undefined };

export interface QualityMonitor {
  /** Returns the unsubscribe. */
  subscribe(listener: (event: QualityEvent) => void): () => void;
}

const everyMs = 1_000;
/** Readings that one sample spans: single seconds hold too few packets to tell bad luck from a bad path. */
const span = 4;

/** Why nothing that arrives, or does not, says anything of the path. */
type Pause = 'held' | 'cutOff';

interface Watched {
  readings: MediaStats[];
  watch: QualityWatch;
  tally: QualityTally;
  readonly pauses: Set<Pause>;
  /** Counts the stretches that were measured: what was asked for in an earlier one comes too late. */
  stretch: number;
  cancel: () => void;
}

/** Takes the figures of every call in talk once a second. */
export function createQualityMonitor(phone: Pick<PhonePort, 'subscribe' | 'stats'>, clock: Clock): QualityMonitor {
  const listeners = new Set<(event: QualityEvent) => void>();
  const calls = new Map<CallId, Watched>();

  const emit = (event: QualityEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const measure = async (callId: CallId, call: Watched): Promise<void> => {
    const { stretch } = call;
    const reading = await phone.stats(callId).catch(() => undefined);
    if (call.stretch !== stretch) return;
    const [before] = call.readings;
    if (reading) call.readings = [...call.readings, reading].slice(-span);
    if (reading && before) {
      const sample = sampleBetween(before, reading);
      call.watch = watchQuality(call.watch, sample);
      call.tally = addSample(call.tally, sample);
      emit({ type: 'qualityChanged', callId, sample, warnings: warningsOf(call.watch) });
    }
    call.cancel = clock.after(everyMs, () => void measure(callId, call));
  };

  const stop = (call: Watched): void => {
    call.stretch += 1;
    call.cancel();
  };
  const pause = (callId: CallId, reason: Pause): void => {
    const call = calls.get(callId);
    if (!call) return;
    stop(call);
    call.pauses.add(reason);
    emit({ type: 'qualityChanged', callId, sample: undefined, warnings: [] });
  };
  const goOn = (callId: CallId, reason: Pause): void => {
    const call = calls.get(callId);
    if (!call?.pauses.delete(reason) || call.pauses.size > 0) return;
    Object.assign(call, { readings: [], watch: calmWatch });
    void measure(callId, call);
  };

  phone.subscribe(({ type, ...event }) => {
    if (!('callId' in event)) return;
    const { callId } = event;
    switch (type) {
      case 'callConnected': {
        const call: Watched = {
          ...{ readings: [], watch: calmWatch, tally: emptyTally },
          ...{ pauses: new Set<Pause>(), stretch: 0, cancel: () => undefined },
        };
        calls.set(callId, call);
        return void measure(callId, call);
      }
      case 'callHeld':
        return pause(callId, 'held');
      case 'callResumed':
        return goOn(callId, 'held');
      case 'mediaLost':
        // Said of the call already, in clearer words.
        return pause(callId, 'cutOff');
      case 'mediaBack':
        return goOn(callId, 'cutOff');
      case 'callEnded': {
        const call = calls.get(callId);
        if (!call) return;
        stop(call);
        calls.delete(callId);
        return emit({ type: 'qualityEnded', callId, summary: summaryOf(call.tally) });
      }
      default:
        return;
    }
  });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
