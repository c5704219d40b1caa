import {
  followLine,
  lightsOf,
  pressKeys,
  quietLine,
  restingHeadset,
  type DeskLine,
  type HeadsetKeys,
} from './headset-machine.ts';
import type { HeadsetEvent, HeadsetLink, HeadsetPort } from './headset-port.ts';
import type { HidBus, HidDevice, HidInputReport } from './hid-device.ts';
import { mapReports, readUsage, writeUsages, type ReportMap } from './report-map.ts';
import { telephonyPage, usages } from './usages.ts';

interface Connected {
  readonly device: HidDevice;
  readonly input: ReportMap;
  readonly output: ReportMap;
  readonly listener: (report: HidInputReport) => void;
  /** What was sent last, by report. */
  readonly sent: Map<number, string>;
}

/**
 * Any headset that describes itself as a telephony device, known by its usages and not by who made it.
 * @param now ms, from any start
 */
export function createHeadset(bus: HidBus | undefined, now: () => number): HeadsetPort {
  const listeners = new Set<(event: HeadsetEvent) => void>();
  let link: HeadsetLink = bus ? { kind: 'none' } : { kind: 'unsupported' };
  let connected: Connected | undefined;
  let state = restingHeadset;

  const emit = (event: HeadsetEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const setLink = (next: HeadsetLink): void => {
    link = next;
    emit({ type: 'linkChanged', link });
  };

  const light = (headset: Connected, line: DeskLine): void => {
    const { offHook, ring, mute, hold } = lightsOf(line);
    const values = new Map<number, boolean>([
      [usages.ledOffHook, offHook],
      [usages.ledRing, ring],
      [usages.ledMute, mute],
      [usages.ledHold, hold],
    ]);
    for (const { reportId, data } of writeUsages(headset.output, values)) {
      const text = data.join();
      if (headset.sent.get(reportId) === text) continue;
      headset.sent.set(reportId, text);
      // Unplugged at this very moment, or busy: the next change tries again.
      headset.device.sendReport(reportId, data).catch(() => headset.sent.delete(reportId));
    }
  };

  const onReport = (headset: Pick<Connected, 'input'>, { reportId, data }: HidInputReport): void => {
    const next = pressKeys(state, keysOf(headset.input, reportId, data), now());
    state = next.state;
    for (const command of next.commands) emit({ type: 'pressed', command });
  };

  const take = async (device: HidDevice): Promise<void> => {
    if (connected || !isTelephone(device)) return;
    const headset: Connected = {
      device,
      input: mapReports(telephoneParts(device).flatMap(({ inputReports = [] }) => inputReports)),
      output: mapReports(telephoneParts(device).flatMap(({ outputReports = [] }) => outputReports)),
      listener: (report) => onReport(headset, report),
      sent: new Map(),
    };
    connected = headset;
    state = { ...restingHeadset, line: state.line };
    try {
      if (!device.opened) await device.open();
    } catch {
      if (connected === headset) connected = undefined;
      return setLink({ kind: 'failed', name: device.productName });
    }
    // Unplugged while it was opened.
    if (connected !== headset) return;
    device.addEventListener('inputreport', headset.listener);
    setLink({ kind: 'connected', name: device.productName });
    // Its lights change now, whatever the desk's line did before.
    state = { ...state, litAt: now() };
    light(headset, state.line);
  };

  const letGo = (device: HidDevice): void => {
    if (connected?.device !== device) return;
    device.removeEventListener('inputreport', connected.listener);
    connected = undefined;
    setLink({ kind: 'none' });
  };

  const look = async (): Promise<void> => {
    for (const device of (await bus?.getDevices()) ?? []) await take(device);
  };
  const onConnect = ({ device }: { readonly device: HidDevice }): void => void take(device);
  const onDisconnect = ({ device }: { readonly device: HidDevice }): void => {
    letGo(device);
    if (!connected && link.kind === 'failed') setLink({ kind: 'none' });
    void look();
  };
  bus?.addEventListener('connect', onConnect);
  bus?.addEventListener('disconnect', onDisconnect);
  void look();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    link: () => link,
    connect: async () => {
      // Refused without a key or click, and where the system knows no such device: then none was chosen.
      const chosen = await bus?.requestDevice({ filters: [{ usagePage: telephonyPage }] }).catch(() => []);
      const [device] = chosen ?? [];
      if (!device || device === connected?.device) return;
      if (connected) await closeDevice(connected, letGo);
      await take(device);
    },
    show: (line) => {
      state = followLine(state, line, now());
      if (connected) light(connected, line);
    },
    close: async () => {
      bus?.removeEventListener('connect', onConnect);
      bus?.removeEventListener('disconnect', onDisconnect);
      if (!connected) return;
      light(connected, quietLine);
      await closeDevice(connected, letGo);
    },
  };
}

async function closeDevice({ device }: Connected, letGo: (device: HidDevice) => void): Promise<void> {
  letGo(device);
  await device.close().catch(() => undefined);
}

function isTelephone(device: HidDevice): boolean {
  return telephoneParts(device).length > 0;
}

function telephoneParts({ collections }: HidDevice): HidDevice['collections'] {
  return collections.filter(({ usagePage }) => usagePage === telephonyPage);
}

function keysOf(input: ReportMap, reportId: number, data: DataView): HeadsetKeys {
  const [hook, mute, flash, drop] = [usages.hookSwitch, usages.phoneMute, usages.flash, usages.drop].map((usage) =>
    readUsage(input, reportId, data, usage),
  );
  return { ...(hook && { hook }), ...(mute && { mute }), ...(flash && { flash }), ...(drop && { drop }) };
}
