/** As much of WebHID as the desk uses; the library of DOM types does not know it. */
export interface HidReportItem {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isConstant?: boolean;
  readonly isRange?: boolean;
  readonly hasPreferredState?: boolean;
  /** Bits of one field, and how many fields there are. */
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
  /** Page in the upper, usage in the lower 16 bits. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
}

export interface HidReportInfo {
  readonly reportId?: number;
  readonly items?: readonly HidReportItem[];
}

export interface HidCollection {
  readonly usagePage?: number;
  readonly usage?: number;
  /** Those of the collections inside it included, in the order in which their fields lie in the report. */
  readonly inputReports?: readonly HidReportInfo[];
  readonly outputReports?: readonly HidReportInfo[];
}

export interface HidInputReport {
  readonly reportId: number;
  /** Without the byte of the id. */
  readonly data: DataView;
}

export interface HidDevice {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
  addEventListener(type: 'inputreport', listener: (report: HidInputReport) => void): void;
  removeEventListener(type: 'inputreport', listener: (report: HidInputReport) => void): void;
}

/** `navigator.hid`. */
export interface HidBus {
  /** Those that the agent chose before and that are plugged in. */
  getDevices(): Promise<HidDevice[]>;
  /** Asks the agent; empty when he chose none. Only on a key or click. */
  requestDevice(options: { readonly filters: readonly { readonly usagePage: number }[] }): Promise<HidDevice[]>;
  addEventListener(type: 'connect' | 'disconnect', listener: (event: { readonly device: HidDevice }) => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: { readonly device: HidDevice }) => void): void;
}

/** Absent in browsers without WebHID, and where it is not allowed. */
export function hidOfPage(): HidBus | undefined {
  return (navigator as { readonly hid?: HidBus }).hid;
}
