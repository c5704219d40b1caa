import type {
  HidBus,
  HidCollection,
  HidDevice,
  HidInputReport,
  HidReportItem,
} from '../../src/renderer/telephony/sound/headset/hid-device.ts';

const bit = (usage: number, rest: Partial<HidReportItem> = {}): HidReportItem => ({
  ...{ isAbsolute: true, isArray: false, isConstant: false, isRange: false, hasPreferredState: false },
  ...{ reportSize: 1, reportCount: 1, logicalMinimum: 0, usages: [usage], ...rest },
});
const padding = (reportCount: number): HidReportItem => ({ ...bit(0), isConstant: true, usages: [], reportCount });

/**
 * A headset as WebHID describes one, built like those of the trade: hook switch as a state, mute and flash as presses,
 * their lights in another report of the same collection, and beside it the keys for music, which are none of ours.
 */
export const headsetCollections: readonly HidCollection[] = [
  {
    usagePage: 0x0c,
    usage: 0x01,
    inputReports: [{ reportId: 1, items: [bit(0x0c_00e9), bit(0x0c_00ea), padding(6)] }],
    outputReports: [],
  },
  {
    usagePage: 0x0b,
    usage: 0x05,
    inputReports: [
      {
        reportId: 2,
        items: [
          bit(0x0b_0020),
          bit(0x0b_0097, { hasPreferredState: true }),
          bit(0x0b_002f, { isAbsolute: false }),
          bit(0x0b_0021, { isAbsolute: false }),
          padding(4),
        ],
      },
    ],
    outputReports: [
      {
        reportId: 3,
        items: [
          bit(0, { isRange: true, usages: [], usageMinimum: 0x08_0017, usageMaximum: 0x08_0018, reportCount: 2 }),
          bit(0x08_0009),
          bit(0x08_0020),
          padding(4),
        ],
      },
    ],
  },
];

type Listener<T> = (event: T) => void;

/** Stands for a headset, of which none can be had on a build machine. */
export class FakeHeadset implements HidDevice {
  opened = false;
  productName = 'Fake H1';
  collections = headsetCollections;
  /** Every report it was sent, as bytes in hexadecimal: `3:05`. */
  readonly sent: string[] = [];
  cantOpen = false;
  /** What it does by itself when it is sent a report; such as mirroring its lights. */
  onSent: (data: Uint8Array) => void = () => undefined;
  readonly #listeners = new Set<Listener<HidInputReport>>();

  open(): Promise<void> {
    if (this.cantOpen) return Promise.reject(new DOMException('in use', 'NotAllowedError'));
    this.opened = true;
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.opened = false;
    return Promise.resolve();
  }
  sendReport(reportId: number, data: Uint8Array): Promise<void> {
    if (!this.opened) return Promise.reject(new DOMException('gone', 'NetworkError'));
    this.sent.push(`${reportId}:${Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
    this.onSent(data);
    return Promise.resolve();
  }
  addEventListener(_type: 'inputreport', listener: Listener<HidInputReport>): void {
    this.#listeners.add(listener);
  }
  removeEventListener(_type: 'inputreport', listener: Listener<HidInputReport>): void {
    this.#listeners.delete(listener);
  }
  /** Bits of report 2: 1 hook, 4 mute, 8 flash. */
  report(bits: number, reportId = 2): void {
    const data = new DataView(Uint8Array.of(bits).buffer);
    for (const listener of [...this.#listeners]) listener({ reportId, data });
  }
  get isListenedTo(): boolean {
    return this.#listeners.size > 0;
  }
}

/** The machine's plugs: which headsets are in, and which of them the agent has chosen. */
export class FakeHid implements HidBus {
  readonly plugged: FakeHeadset[] = [];
  /** What he will choose next; nothing: he closes the question. */
  choice: FakeHeadset | undefined;
  readonly #listeners = new Set<readonly [string, Listener<{ device: HidDevice }>]>();

  getDevices(): Promise<HidDevice[]> {
    return Promise.resolve([...this.plugged]);
  }
  requestDevice(): Promise<HidDevice[]> {
    if (!this.choice) return Promise.resolve([]);
    this.plugged.push(this.choice);
    return Promise.resolve([this.choice]);
  }
  addEventListener(type: string, listener: Listener<{ device: HidDevice }>): void {
    this.#listeners.add([type, listener]);
  }
  removeEventListener(type: string, listener: Listener<{ device: HidDevice }>): void {
    for (const entry of this.#listeners) if (entry[0] === type && entry[1] === listener) this.#listeners.delete(entry);
  }
  plugIn(device: FakeHeadset): void {
    this.plugged.push(device);
    this.#tell('connect', device);
  }
  pullOut(device: FakeHeadset): void {
    device.opened = false;
    this.plugged.splice(this.plugged.indexOf(device), 1);
    this.#tell('disconnect', device);
  }
  #tell(type: string, device: FakeHeadset): void {
    for (const [wanted, listener] of [...this.#listeners]) if (wanted === type) listener({ device });
  }
}
