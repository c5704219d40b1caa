import type { DeviceChoice } from '../../../shared/domain/sound.ts';

export interface AudioDevice {
  readonly kind: 'input' | 'output';
  readonly id: string;
  /** Empty until the agent allowed the microphone once. */
  readonly label: string;
}

/**
 * Where a choice leads with the devices that are there now. `missing`: it is not plugged in, and the system's own
 * choice stands in for it.
 */
export type FoundDevice =
  | { readonly kind: 'system' }
  | { readonly kind: 'chosen'; readonly id: string; readonly label: string }
  | { readonly kind: 'missing'; readonly label: string };

/** By its id, else by its label: ids change with the plug and with a cleared browser profile. */
export function findDevice(choice: DeviceChoice | null, devices: readonly AudioDevice[]): FoundDevice {
  if (!choice) return { kind: 'system' };
  const found =
    devices.find(({ id }) => id === choice.id) ?? devices.find(({ label }) => label !== '' && label === choice.label);
  if (found) return { kind: 'chosen', id: found.id, label: found.label === '' ? choice.label : found.label };
  // A browser that has not been allowed the microphone yet names nothing: the id may still be right.
  if (devices.every(({ label }) => label === '')) return { kind: 'chosen', ...choice };
  return { kind: 'missing', label: choice.label };
}

/** What a media element or a constraint takes: the empty id is the system's own choice. */
export function idOf(found: FoundDevice): string {
  return found.kind === 'chosen' ? found.id : '';
}

export type DeviceRole = 'microphone' | 'speaker' | 'ringing';

export interface DevicesInUse {
  readonly inputs: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
  readonly microphone: FoundDevice;
  readonly speaker: FoundDevice;
  readonly ringing: FoundDevice;
}

export type DeviceNews = {
  readonly type: 'deviceLost' | 'deviceReturned';
  readonly role: DeviceRole;
  readonly label: string;
};

const roles: readonly DeviceRole[] = ['microphone', 'speaker', 'ringing'];

/** What the agent is told of the step from one state to the next. A new choice of his own is no news. */
export function newsBetween(before: DevicesInUse, after: DevicesInUse): DeviceNews[] {
  return roles.flatMap((role): DeviceNews[] => {
    const [was, is] = [before[role], after[role]];
    if (is.kind === 'missing' && !(was.kind === 'missing' && was.label === is.label)) {
      return [{ type: 'deviceLost', role, label: is.label }];
    }
    if (was.kind === 'missing' && is.kind === 'chosen' && was.label === is.label) {
      return [{ type: 'deviceReturned', role, label: is.label }];
    }
    return [];
  });
}
