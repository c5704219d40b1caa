import { defaultSound, processingOf, type SoundSettings } from '../../../shared/domain/sound.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { createLoudspeaker, type Loudspeaker } from '../media/loudspeaker.ts';
import { createMicrophone, type Microphone, type MicrophoneWish } from '../media/microphone.ts';
import { playChime } from './chime.ts';
import { routeContext } from './context-sink.ts';
import { findDevice, idOf, newsBetween, type AudioDevice, type DevicesInUse } from './find-device.ts';
import { mediaDevices } from './media-devices.ts';
import { monitorOf } from './microphone-monitor.ts';
import { createRinger, type Ringer } from './ringer.ts';
import type { SoundEvent, SoundPort } from './sound-port.ts';
import { runTestCall } from './test-call.ts';

export interface Sound {
  readonly port: SoundPort;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly ringer: Ringer;
  close(): Promise<void>;
}

/** Keeps microphone, loudspeaker and ring on the devices that were chosen, as far as they are plugged in. */
export function createSound(audio: DeskAudio): Sound {
  const listeners = new Set<(event: SoundEvent) => void>();
  const loudspeaker = createLoudspeaker();
  const ringer = createRinger(audio);
  let settings = defaultSound;
  let known: readonly AudioDevice[] = [];
  let inUse = planOf(settings, known);
  let opened = JSON.stringify(wishOf(settings, inUse));
  let asked = 0;

  const emit = (event: SoundEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const microphone = createMicrophone({
    wish: () => {
      const wish = wishOf(settings, inUse);
      opened = JSON.stringify(wish);
      return wish;
    },
    // The list is looked at first: the device to go to depends on what is left.
    onLost: () => {
      opened = '';
      void refresh();
    },
  });

  const replaceMicrophone = async (): Promise<void> => {
    const moved = await microphone.reopen();
    if (!moved.ok) emit({ type: 'microphoneFailed', error: moved.error });
  };

  const follow = (): void => {
    const before = inUse;
    inUse = planOf(settings, known);
    emit({ type: 'devicesChanged', devices: inUse });
    for (const news of newsBetween(before, inUse)) emit(news);
    const speaker = idOf(inUse.speaker);
    void loudspeaker.setDevice(speaker);
    if (speaker !== idOf(before.speaker)) void routeContext(audio.context, speaker);
    const ringing = settings.ringing ? idOf(inUse.ringing) : speaker;
    ringer.setOutput({ speaker, ringing, isRungInSpeaker: settings.isRungInSpeaker });
    if (JSON.stringify(wishOf(settings, inUse)) !== opened) void replaceMicrophone();
  };

  const refresh = async (): Promise<void> => {
    const mine = (asked += 1);
    const list = await mediaDevices.list();
    if (mine !== asked) return;
    known = list;
    follow();
  };

  const open: Microphone['open'] = async (onReplaced) => {
    const lease = await microphone.open(onReplaced);
    // Devices have names from the moment on at which the agent allowed the microphone.
    if (lease.ok && known.every(({ label }) => label === '')) void refresh();
    return lease;
  };

  const stopWatching = mediaDevices.onChange(() => void refresh());
  void refresh();

  return {
    microphone: { ...microphone, open },
    loudspeaker,
    ringer,
    port: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      devices: () => inUse,
      configure: (next) => {
        settings = next;
        follow();
      },
      openMonitor: async () => {
        audio.wake();
        const monitor = monitorOf(audio);
        const lease = await open(monitor.listenTo);
        if (!lease.ok) return lease;
        monitor.listenTo(lease.value.stream);
        return ok({
          level: monitor.level,
          stream: () => lease.value.stream,
          close: () => {
            monitor.close();
            lease.value.release();
          },
        });
      },
      playTone: (role) => {
        audio.wake();
        if (role === 'ringing') ringer.preview();
        else playChime(audio.context);
      },
      testCall: (onStage, isOver) => runTestCall({ audio, microphone: { ...microphone, open } }, onStage, isOver),
    },
    close: async () => {
      stopWatching();
      await ringer.close();
    },
  };
}

function planOf(settings: SoundSettings, known: readonly AudioDevice[]): DevicesInUse {
  const inputs = known.filter(({ kind }) => kind === 'input');
  const outputs = known.filter(({ kind }) => kind === 'output');
  return {
    inputs,
    outputs,
    microphone: findDevice(settings.microphone, inputs),
    speaker: findDevice(settings.speaker, outputs),
    ringing: findDevice(settings.ringing, outputs),
  };
}

function wishOf(settings: SoundSettings, inUse: DevicesInUse): MicrophoneWish {
  return { ...processingOf(settings), deviceId: idOf(inUse.microphone) };
}
