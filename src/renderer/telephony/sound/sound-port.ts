import type { SoundSettings } from '../../../shared/domain/sound.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { DeviceNews, DevicesInUse } from './find-device.ts';
import type { TestReport, TestStage } from './test-call.ts';

/** Past-tense facts about the machine's devices. */
export type SoundEvent =
  | { readonly type: 'devicesChanged'; readonly devices: DevicesInUse }
  | DeviceNews
  /** The microphone of a running call could not be replaced: `phone.microphoneDenied` or `phone.microphoneMissing`. */
  | { readonly type: 'microphoneFailed'; readonly error: AppError };

/** The chosen microphone, listened to by the desk only. */
export interface MicrophoneMonitor {
  /** RMS of the last frame, 0–1. */
  level(): number;
  /** As it is now, to be measured; another one after another device was chosen. */
  stream(): MediaStream;
  close(): void;
}

/** The one owner of devices: which one is used for what, now and when something is plugged in or out. */
export interface SoundPort {
  /** Returns the unsubscribe. */
  subscribe(listener: (event: SoundEvent) => void): () => void;
  devices(): DevicesInUse;
  /** Takes effect at once, in a running call as well and without asking the far end. */
  configure(settings: SoundSettings): void;
  /** Follows the choice while it is open. The first one asks the agent for the microphone, and devices get their names. */
  openMonitor(): Promise<Result<MicrophoneMonitor>>;
  /** Plays a short tone where calls or the ring are heard. */
  playTone(role: 'speaker' | 'ringing'): void;
  /**
   * A call to oneself with the chosen devices: records three seconds, then plays them. Not while a caller is there.
   * Fails with `phone.microphoneDenied`, `phone.microphoneMissing` or `phone.mediaFailed`.
   */
  testCall(onStage: (stage: TestStage) => void, isOver: AbortSignal): Promise<Result<TestReport>>;
}
