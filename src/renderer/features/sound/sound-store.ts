import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  defaultSound,
  withProcessing,
  type SoundSettings,
  type VoiceProcessing,
} from '../../../shared/domain/sound.ts';
import type { Concern } from '../../../shared/call/quality-watch.ts';
import type { QualitySample } from '../../../shared/call/media-stats.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { DeviceRole, DevicesInUse } from '../../telephony/sound/find-device.ts';
import type { HeadsetLink, HeadsetPort } from '../../telephony/sound/headset/headset-port.ts';
import type { QualityMonitor } from '../../telephony/sound/quality-monitor.ts';
import type { SoundEvent, SoundPort } from '../../telephony/sound/sound-port.ts';
import type { TestReport } from '../../telephony/sound/test-call.ts';

/** One plug may carry several roles: a headset that goes takes microphone and speaker with it. */
export interface DeviceNotice {
  readonly kind: 'lost' | 'returned';
  readonly label: string;
  readonly roles: readonly DeviceRole[];
}

export type SelfTest =
  | { readonly kind: 'idle' | 'starting' | 'recording' | 'playing' }
  | { readonly kind: 'done'; readonly report: TestReport }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Of one call in talk. */
export interface QualityNow {
  /** Absent while nothing is known. */
  readonly sample: QualitySample | undefined;
  readonly warnings: readonly Concern[];
}

export interface SoundState {
  readonly settings: SoundSettings;
  readonly devices: DevicesInUse;
  readonly notices: readonly DeviceNotice[];
  /** A choice that could not be stored, or a microphone that could not be replaced. */
  readonly error: AppError | undefined;
  readonly selfTest: SelfTest;
  /** Of the calls on the line, as far as they can be measured. */
  readonly quality: Readonly<Record<CallId, QualityNow>>;
  readonly headset: HeadsetLink;
}

export interface SoundActions {
  /** What the machine's settings say; absent before anything was chosen. */
  follow(settings: SoundSettings | undefined): void;
  /** At once, and from now on on this machine. */
  change(change: Partial<SoundSettings>): void;
  changeProcessing(change: Partial<VoiceProcessing>): void;
  /** A call to oneself; the one before is ended. */
  startTest(): void;
  endTest(): void;
  dismiss(label: string): void;
  /** Lets the agent choose the headset whose keys count; only on his key or click. */
  connectHeadset(): void;
}

export type SoundStore = StoreApi<SoundState> & { readonly actions: SoundActions };

export interface SoundStoreParts {
  readonly sound: SoundPort;
  readonly quality: QualityMonitor;
  readonly headset: HeadsetPort;
  readonly desk: DeskApi;
}

/** Good news need no answer: they go by themselves. */
const returnedShownMs = 8_000;

export function createSoundStore({ sound, quality, headset, desk }: SoundStoreParts): SoundStore {
  const store = createStore<SoundState>(() => ({
    settings: defaultSound,
    devices: sound.devices(),
    notices: [],
    error: undefined,
    selfTest: { kind: 'idle' },
    quality: {},
    headset: headset.link(),
  }));
  sound.subscribe((event) => onSound(store, event));
  headset.subscribe((event) => {
    if (event.type === 'linkChanged') store.setState({ headset: event.link });
  });
  quality.subscribe((event) =>
    store.setState(({ quality: known }) => {
      const { [event.callId]: _before, ...others } = known;
      if (event.type === 'qualityEnded') return { quality: others };
      const { sample, warnings } = event;
      return { quality: { ...others, [event.callId]: { sample, warnings } } };
    }),
  );

  /** Choices on their way to the core: what it says meanwhile is older than they are. */
  let unconfirmed = 0;
  const change = async (settings: SoundSettings): Promise<void> => {
    store.setState({ settings, error: undefined });
    sound.configure(settings);
    unconfirmed += 1;
    const stored = await desk.invoke('settings:set', { sound: settings });
    unconfirmed -= 1;
    if (!stored.ok) store.setState({ error: stored.error });
  };

  const actions: SoundActions = {
    follow: (settings = defaultSound) => {
      if (unconfirmed > 0 || JSON.stringify(settings) === JSON.stringify(store.getState().settings)) return;
      store.setState({ settings });
      sound.configure(settings);
    },
    change: (patch) => void change({ ...store.getState().settings, ...patch }),
    changeProcessing: (patch) => void change(withProcessing(store.getState().settings, patch)),
    ...createTestActions(store, sound),
    connectHeadset: () => void headset.connect(),
    dismiss: (label) => store.setState(({ notices }) => ({ notices: notices.filter((one) => one.label !== label) })),
  };
  return Object.assign(store, { actions });
}

function createTestActions(store: StoreApi<SoundState>, sound: SoundPort): Pick<SoundActions, 'startTest' | 'endTest'> {
  let running = new AbortController();
  const endTest = (): void => {
    running.abort();
    store.setState({ selfTest: { kind: 'idle' } });
  };
  return {
    endTest,
    startTest: () => {
      endTest();
      const test = (running = new AbortController());
      const show = (selfTest: SelfTest): void => {
        if (!test.signal.aborted) store.setState({ selfTest });
      };
      show({ kind: 'starting' });
      void sound
        .testCall((kind) => show({ kind }), test.signal)
        .then((heard) =>
          show(heard.ok ? { kind: 'done', report: heard.value } : { kind: 'failed', error: heard.error }),
        );
    },
  };
}

function onSound(store: StoreApi<SoundState>, event: SoundEvent): void {
  switch (event.type) {
    case 'devicesChanged':
      // A device that is not the chosen one any more is nobody's concern.
      return store.setState(({ notices }) => ({
        devices: event.devices,
        notices: notices.filter((one) => one.kind === 'returned' || isMissing(event.devices, one.label)),
      }));
    case 'deviceLost':
    case 'deviceReturned': {
      const kind = event.type === 'deviceLost' ? 'lost' : 'returned';
      store.setState(({ notices }) => ({ notices: withNotice(notices, kind, event.label, event.role) }));
      if (kind === 'returned') {
        setTimeout(() => {
          store.setState(({ notices }) => ({
            notices: notices.filter((one) => one.kind === 'lost' || one.label !== event.label),
          }));
        }, returnedShownMs);
      }
      return;
    }
    case 'microphoneFailed':
      return store.setState({ error: event.error });
  }
}

function isMissing({ microphone, speaker, ringing }: DevicesInUse, label: string): boolean {
  return [microphone, speaker, ringing].some((found) => found.kind === 'missing' && found.label === label);
}

function withNotice(
  notices: readonly DeviceNotice[],
  kind: DeviceNotice['kind'],
  label: string,
  role: DeviceRole,
): DeviceNotice[] {
  const same = notices.find((one) => one.label === label && one.kind === kind);
  const others = notices.filter((one) => one.label !== label);
  return [...others, { kind, label, roles: [...(same?.roles ?? []), role] }];
}
