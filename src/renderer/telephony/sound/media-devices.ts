import type { AudioDevice } from './find-device.ts';

/** The machine's devices, as the browser tells of them. */
export interface MediaDeviceList {
  list(): Promise<AudioDevice[]>;
  /** Something was plugged in or out; returns the unsubscribe. */
  onChange(listener: () => void): () => void;
}

/** Chromium's names for the system's own choices; they stand in the list beside the devices themselves. */
const pseudoIds = new Set(['default', 'communications']);

const kinds: Partial<Record<MediaDeviceKind, AudioDevice['kind']>> = { audioinput: 'input', audiooutput: 'output' };

export const mediaDevices: MediaDeviceList = {
  list: async () => {
    if (!('mediaDevices' in navigator)) return [];
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.flatMap(({ kind, deviceId, label }) => {
      const known = kinds[kind];
      return known && !pseudoIds.has(deviceId) ? [{ kind: known, id: deviceId, label }] : [];
    });
  },
  onChange: (listener) => {
    if (!('mediaDevices' in navigator)) return () => undefined;
    navigator.mediaDevices.addEventListener('devicechange', listener);
    return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
  },
};
