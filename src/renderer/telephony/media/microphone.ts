import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';

/** One leg's own share of the microphone. */
export interface MicrophoneLease {
  readonly stream: MediaStream;
  /** Silences or opens this share only. */
  setEnabled(isEnabled: boolean): void;
  /** Gives it back; the device is released with the last share. */
  release(): void;
}

export interface Microphone {
  /** `phone.microphoneDenied` or `phone.microphoneMissing`; both may be tried again by the agent. */
  open(): Promise<Result<MicrophoneLease>>;
}

const constraints: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** The page's one owner of the microphone. Every leg works on clones of one track, so that holding one leg leaves the others alone. */
export function createMicrophone(): Microphone {
  let source: Promise<MediaStream> | undefined;
  let shares = 0;

  const release = async (stream: Promise<MediaStream>): Promise<void> => {
    shares -= 1;
    if (shares > 0) return;
    source = undefined;
    for (const track of (await stream).getTracks()) track.stop();
  };

  const take = async (): Promise<Result<MicrophoneLease>> => {
    const asked = (source ??= askForMicrophone());
    let stream: MediaStream;
    try {
      stream = await asked;
    } catch (error) {
      if (source === asked) source = undefined;
      return err(microphoneError(error));
    }
    // Unplugged or taken away since the last share: ask anew.
    if (source !== asked || stream.getAudioTracks().every((track) => track.readyState === 'ended')) {
      if (source === asked) {
        source = undefined;
        shares = 0;
      }
      return take();
    }
    shares += 1;
    return ok(leaseOf(stream, () => release(asked)));
  };

  return { open: take };
}

async function askForMicrophone(): Promise<MediaStream> {
  // Not there at all in a page that is not a secure context.
  if (!('mediaDevices' in navigator)) throw new DOMException('no media devices', 'NotFoundError');
  return navigator.mediaDevices.getUserMedia(constraints);
}

function microphoneError(error: unknown) {
  const name = error instanceof DOMException ? error.name : '';
  const isDenied = name === 'NotAllowedError' || name === 'SecurityError';
  return appError(isDenied ? 'phone.microphoneDenied' : 'phone.microphoneMissing', 'user');
}

function leaseOf(source: MediaStream, giveBack: () => Promise<void>): MicrophoneLease {
  const stream = source.clone();
  let isReleased = false;
  return {
    stream,
    setEnabled: (isEnabled) => {
      for (const track of stream.getAudioTracks()) track.enabled = isEnabled;
    },
    release: () => {
      if (isReleased) return;
      isReleased = true;
      for (const track of stream.getTracks()) track.stop();
      void giveBack();
    },
  };
}
