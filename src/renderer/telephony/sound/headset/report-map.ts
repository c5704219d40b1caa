import type { HidReportInfo, HidReportItem } from './hid-device.ts';

/** One field of a report. Bits count from the lowest of the first byte on. */
interface Field {
  readonly bit: number;
  readonly size: number;
  /** What the field is about; for an array, what each of its values names, from `base` on. */
  readonly usages: readonly number[];
  readonly isArray: boolean;
  readonly base: number;
  /** It says that something is on for as long as it is; others tell a press by a 1 that passes. */
  readonly isState: boolean;
}

interface Report {
  readonly id: number;
  readonly bits: number;
  readonly fields: readonly Field[];
}

/** Where the usages of a device lie in its reports of one direction, as its descriptor says. */
export type ReportMap = readonly Report[];

export interface UsageValue {
  readonly isOn: boolean;
  readonly isState: boolean;
}

/** Beyond this a descriptor is broken, or not of a headset. */
const maxFields = 4096;

export function mapReports(infos: readonly HidReportInfo[]): ReportMap {
  return infos.map(({ reportId = 0, items = [] }) => {
    let bits = 0;
    const fields: Field[] = [];
    for (const item of items) {
      const { reportSize = 0, reportCount = 0 } = item;
      if (item.isConstant !== true && fields.length + reportCount <= maxFields) {
        for (let index = 0; index < reportCount; index += 1) fields.push(fieldOf(item, index, bits));
      }
      bits += reportSize * reportCount;
    }
    return { id: reportId, bits, fields };
  });
}

function fieldOf(item: HidReportItem, index: number, start: number): Field {
  const { reportSize = 0, isArray = false, isAbsolute = true, hasPreferredState = false, logicalMinimum = 0 } = item;
  const known = usagesOf(item);
  // The last usage stands for all fields that are left.
  const own = isArray ? known : known.slice(Math.min(index, known.length - 1)).slice(0, 1);
  return {
    bit: start + index * reportSize,
    size: reportSize,
    usages: own,
    isArray,
    base: logicalMinimum,
    isState: isAbsolute && !hasPreferredState,
  };
}

function usagesOf({ isRange, usages = [], usageMinimum, usageMaximum }: HidReportItem): readonly number[] {
  if (isRange !== true || usageMinimum === undefined || usageMaximum === undefined) return usages;
  const count = Math.min(maxFields, Math.max(0, usageMaximum - usageMinimum + 1));
  return Array.from({ length: count }, (_, index) => usageMinimum + index);
}

/** What a report says of a usage; undefined where this report does not speak of it. */
export function readUsage(map: ReportMap, reportId: number, data: DataView, usage: number): UsageValue | undefined {
  const fields = map.find(({ id }) => id === reportId)?.fields.filter((field) => field.usages.includes(usage)) ?? [];
  const [first] = fields;
  if (!first) return undefined;
  const isOn = fields.some((field) => {
    const value = readBits(data, field);
    return field.isArray ? field.usages[value - field.base] === usage : value !== 0;
  });
  return { isOn, isState: first.isState };
}

function readBits(data: DataView, { bit, size }: Field): number {
  let value = 0;
  for (let offset = 0; offset < Math.min(size, 31); offset += 1) {
    const at = bit + offset;
    // A report shorter than its descriptor says nothing of the rest.
    if (at >> 3 >= data.byteLength) break;
    value += ((data.getUint8(at >> 3) >> (at & 7)) & 1) << offset;
  }
  return value;
}

/** Every report that has one of these usages, with their bits set or cleared and everything else 0. */
export function writeUsages(
  map: ReportMap,
  values: ReadonlyMap<number, boolean>,
): { readonly reportId: number; readonly data: Uint8Array<ArrayBuffer> }[] {
  return map.flatMap(({ id, bits, fields }) => {
    const known = fields.filter(({ isArray, usages }) => !isArray && usages.some((usage) => values.has(usage)));
    if (known.length === 0) return [];
    const data = new Uint8Array(Math.ceil(bits / 8));
    for (const { bit, usages } of known) {
      if (usages.some((usage) => values.get(usage) === true)) setBit(data, bit);
    }
    return [{ reportId: id, data }];
  });
}

function setBit(data: Uint8Array, bit: number): void {
  data[bit >> 3] = (data[bit >> 3] ?? 0) | (1 << (bit & 7));
}
