import type { VoiceProcessing } from '../../../shared/domain/sound.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';

/** One leg's own share of the microphone. */
export interface MicrophoneLease {
  /** Another one after another device took over: whoever opened the lease was told then. */
  readonly stream: MediaStream;
  /** Silences or opens this share only. */
  setEnabled(isEnabled: boolean): void;
  /** Gives it back; the device is released with the last share. */
  release(): void;
}

export interface Microphone {
  /**
   * @param onReplaced called with the lease's new stream when another device took over while it was held
   * @returns `phone.microphoneDenied` or `phone.microphoneMissing`; both may be tried again by the agent
   */
  open(onReplaced?: (stream: MediaStream) => void): Promise<Result<MicrophoneLease>>;
  /** Moves every share to what is wished for now; what was open stays where that fails. */
  reopen(): Promise<Result<void>>;
}

export interface MicrophoneWish extends VoiceProcessing {
  /** Empty: the system's own choice, which also stands in for a device that is gone. */
  readonly deviceId: string;
}

export interface MicrophoneParts {
  /** Asked at every opening. */
  readonly wish: () => MicrophoneWish;
  /** The device went away under a lease. */
  readonly onLost: () => void;
}

interface Share {
  stream: MediaStream;
  isEnabled: boolean;
  readonly onReplaced: (stream: MediaStream) => void;
}

/** The page's one owner of the microphone. Every leg works on clones of one track, so that holding one leg leaves the others alone. */
export function createMicrophone({ wish, onLost }: MicrophoneParts): Microphone {
  let source: Promise<MediaStream> | undefined;
  const shares = new Set<Share>();
  let reopening: Promise<unknown> = Promise.resolve();

  const ask = async (): Promise<MediaStream> => {
    const stream = await askForMicrophone(wish());
    for (const track of stream.getAudioTracks()) {
      // Not sent for a track that was stopped here: only for one that was taken away.
      track.addEventListener('ended', () => {
        if (shares.size > 0) onLost();
      });
    }
    return stream;
  };

  const release = (share: Share): void => {
    stopTracks(share.stream);
    if (!shares.delete(share) || shares.size > 0) return;
    void source?.then(stopTracks);
    source = undefined;
  };

  const open: Microphone['open'] = async (onReplaced = () => undefined) => {
    const asked = (source ??= ask());
    let stream: MediaStream;
    try {
      stream = await asked;
    } catch (error) {
      if (source === asked) source = undefined;
      return err(microphoneError(error));
    }
    // Given back, replaced or unplugged meanwhile: ask anew.
    if (source !== asked || hasEnded(stream)) {
      if (source === asked) source = undefined;
      return open(onReplaced);
    }
    const share: Share = { stream: stream.clone(), isEnabled: true, onReplaced };
    shares.add(share);
    return ok({
      get stream() {
        return share.stream;
      },
      setEnabled: (isEnabled) => {
        share.isEnabled = isEnabled;
        enable(share.stream, isEnabled);
      },
      release: () => release(share),
    });
  };

  const moveShares = async (): Promise<Result<void>> => {
    if (shares.size === 0) return ok(undefined);
    let stream: MediaStream;
    try {
      stream = await ask();
    } catch (error) {
      return err(microphoneError(error));
    }
    const before = source;
    source = shares.size > 0 ? Promise.resolve(stream) : undefined;
    if (!source) stopTracks(stream);
    for (const share of shares) {
      const old = share.stream;
      share.stream = stream.clone();
      enable(share.stream, share.isEnabled);
      share.onReplaced(share.stream);
      stopTracks(old);
    }
    void before?.then(stopTracks, () => undefined);
    return ok(undefined);
  };

  return {
    open,
    reopen: () => {
      const moved = reopening.then(moveShares);
      reopening = moved;
      return moved;
    },
  };
}

async function askForMicrophone(wish: MicrophoneWish): Promise<MediaStream> {
  // Not there at all in a page that is not a secure context.
  if (!('mediaDevices' in navigator)) throw new DOMException('no media devices', 'NotFoundError');
  const { deviceId, ...processing } = wish;
  // Wishes that are not exact let Chromium take what another source of the same device has.
  const { echoCancellation, noiseSuppression, autoGainControl } = processing;
  const exactly = {
    echoCancellation: { exact: echoCancellation },
    noiseSuppression: { exact: noiseSuppression },
    autoGainControl: { exact: autoGainControl },
  };
  const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...exactly, ...device } });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name !== 'OverconstrainedError' && name !== 'NotFoundError' && name !== 'NotReadableError') throw error;
    // Unplugged, kept by another program, or without such processing: as near to the wish as there is.
    const isDeviceLeft = name === 'OverconstrainedError' && (error as OverconstrainedError).constraint !== 'deviceId';
    return navigator.mediaDevices.getUserMedia({ audio: { ...processing, ...(isDeviceLeft && device) } });
  }
}

function microphoneError(error: unknown) {
  const name = error instanceof DOMException ? error.name : '';
  const isDenied = name === 'NotAllowedError' || name === 'SecurityError';
  return appError(isDenied ? 'phone.microphoneDenied' : 'phone.microphoneMissing', 'user');
}

function hasEnded(stream: MediaStream): boolean {
  return stream.getAudioTracks().every((track) => track.readyState === 'ended');
}

function enable(stream: MediaStream, isEnabled: boolean): void {
  for (const track of stream.getAudioTracks()) track.enabled = isEnabled;
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
