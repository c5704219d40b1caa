import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headsetCollections } from '../../../../../fakes/fake-headset.ts';
import {
  mapReports,
  readUsage,
  writeUsages,
} from '../../../../../../src/renderer/telephony/sound/headset/report-map.ts';
import { usages } from '../../../../../../src/renderer/telephony/sound/headset/usages.ts';

const [, telephone] = headsetCollections;
const input = mapReports(telephone?.inputReports ?? []);
const output = mapReports(telephone?.outputReports ?? []);
const bytes = (...values: number[]) => new DataView(Uint8Array.from(values).buffer);
const hex = (reports: ReturnType<typeof writeUsages>) =>
  reports.map(
    ({ reportId, data }) => `${reportId}:${Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
  );

describe('the reports of a headset', () => {
  it('are read by usage: hook as a state, mute and flash as presses', () => {
    const read = (bits: number, usage: number) => readUsage(input, 2, bytes(bits), usage);
    expect(read(0b0001, usages.hookSwitch)).toEqual({ isOn: true, isState: true });
    expect(read(0b1110, usages.hookSwitch)).toEqual({ isOn: false, isState: true });
    expect(read(0b0100, usages.phoneMute)).toEqual({ isOn: true, isState: false });
    expect(read(0b1000, usages.flash)).toEqual({ isOn: true, isState: false });
    expect(read(0b1111, usages.drop)).toBeUndefined();
    expect(readUsage(input, 9, bytes(0xff), usages.hookSwitch)).toBeUndefined();
  });

  it('are written by usage, a range of lights included', () => {
    const light = (...lit: number[]) =>
      hex(
        writeUsages(
          output,
          new Map(
            [usages.ledOffHook, usages.ledRing, usages.ledMute, usages.ledHold].map((one) => [one, lit.includes(one)]),
          ),
        ),
      );
    expect(light()).toEqual(['3:00']);
    expect(light(usages.ledOffHook)).toEqual(['3:01']);
    expect(light(usages.ledRing)).toEqual(['3:02']);
    expect(light(usages.ledOffHook, usages.ledMute, usages.ledHold)).toEqual(['3:0d']);
    expect(writeUsages(output, new Map([[usages.flash, true]]))).toEqual([]);
  });

  it('may have fields of any size, anywhere, and name what is on in an array', () => {
    const map = mapReports([
      {
        items: [
          { isConstant: true, reportSize: 5, reportCount: 1 },
          { usages: [0x0b_00aa], reportSize: 9, reportCount: 1 },
          { usages: [usages.hookSwitch, usages.drop], reportSize: 1, reportCount: 3 },
          { isArray: true, usages: [usages.flash, usages.phoneMute], logicalMinimum: 1, reportSize: 4, reportCount: 2 },
        ],
      },
    ]);
    const read = (data: DataView, usage: number) => readUsage(map, 0, data, usage)?.isOn;
    // 5 bits of padding, 9 of something, then one bit each: 14 hook, 15 drop, 16 drop again.
    expect(read(bytes(0, 0b0100_0000, 0, 0), usages.hookSwitch)).toBe(true);
    expect(read(bytes(0xff, 0b1011_1111, 0xff, 0xff), usages.hookSwitch)).toBe(false);
    expect(read(bytes(0, 0b1000_0000, 0, 0), usages.drop)).toBe(true);
    expect(read(bytes(0, 0, 0b1, 0), usages.drop)).toBe(true);
    // Bits 17–20 and 21–24 hold an index from 1 on.
    expect(read(bytes(0, 0, 2 << 1, 0), usages.phoneMute)).toBe(true);
    expect(read(bytes(0, 0, 1 << 5, 0), usages.flash)).toBe(true);
    expect(read(bytes(0, 0, 0, 0), usages.flash)).toBe(false);
    expect(read(bytes(0, 0, 9 << 1, 0), usages.flash)).toBe(false);
  });

  it('may be shorter than described, or described as nonsense', () => {
    expect(readUsage(input, 2, bytes(), usages.hookSwitch)).toEqual({ isOn: false, isState: true });
    const huge = mapReports([{ items: [{ usages: [usages.hookSwitch], reportSize: 1, reportCount: 1e9 }] }]);
    expect(readUsage(huge, 0, bytes(1), usages.hookSwitch)).toBeUndefined();
    expect(mapReports([{ items: [{ reportSize: 1, reportCount: 1 }] }])).toHaveLength(1);
  });

  it('say what was written, wherever the fields lie', () => {
    const known = [usages.ledOffHook, usages.ledRing, usages.ledMute, usages.ledHold];
    const items = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 11 }), size: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(items, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (places, lit) => {
        const map = mapReports([
          {
            reportId: 7,
            items: places.flatMap(({ gap, size }, index) => [
              { isConstant: true, reportSize: gap, reportCount: 1 },
              { usages: [known[index] ?? 0], reportSize: size, reportCount: 1 },
            ]),
          },
        ]);
        const [report] = writeUsages(map, new Map(known.map((usage, index) => [usage, lit[index] ?? false])));
        const data = new DataView((report?.data ?? new Uint8Array()).buffer);
        expect(known.map((usage) => readUsage(map, 7, data, usage)?.isOn)).toEqual(lit);
      }),
    );
  });
});
