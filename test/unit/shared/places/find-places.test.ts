import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeFileSchema } from '../../../../src/shared/domain/place.ts';
import { distanceM, findPlaces, indexPlaces, nearestTo } from '../../../../src/shared/places/find-places.ts';

const folder = 'resources/places';
const all = readdirSync(folder).flatMap(
  (file) => placeFileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).places,
);
const index = indexPlaces(all);
const found = (query: string): (string | undefined)[] => findPlaces(index, query, 5).map(({ names }) => names.en);
const placeOf = (en: string) => all.find(({ names }) => names.en === en)!;

describe('finding a place', () => {
  it.each([
    ['尖沙咀'],
    ['Tsim Sha Tsui'],
    ['tsimshatsui'],
    ['zim1 saa1 zeoi2'],
    ['zimsaazeoi'],
    ['jianshazui'],
    ['jsz'],
    ['Tsim Sa Tsui'],
    ['TSIM-SHA-TSUI'],
  ])('knows Tsim Sha Tsui as %s', (query) => {
    expect(found(query)).toContain('Tsim Sha Tsui');
  });

  it('takes Simplified for Traditional, and half a name for the whole', () => {
    expect(found('铜锣湾')[0]).toBe('Causeway Bay');
    expect(found('铜锣')).toContain('Causeway Bay');
    expect(found('Yunjin')[0]).toBe('Yunjin Plaza');
    expect(found('གྲོང་རྙིང')).toContain('Old Town');
    expect(found('')).toEqual([]);
  });

  it('never fails, and answers at once, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('尖'.repeat(10_000))), (query) => {
        expect(findPlaces(index, query, 5).length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('finds every place by each of its names', () => {
    for (const place of all) {
      for (const name of Object.values(place.names).filter((each) => each !== undefined)) {
        expect(
          findPlaces(index, name, 8).map(({ id }) => id),
          name,
        ).toContain(place.id);
      }
    }
  });
});

describe('what is near', () => {
  it('comes by distance, of the kind that is asked for', () => {
    const near = nearestTo(index, placeOf('Tsim Sha Tsui'), 'branch', 3);
    expect(near[0]?.place.names.en).toBe('Tsim Sha Tsui branch');
    expect(near[0]?.metres).toBeLessThan(400);
    expect(near.every(({ place }) => place.kind === 'branch')).toBe(true);
    const metres = nearestTo(index, placeOf('Old Town'), 'all', 20).map((each) => each.metres);
    expect(metres).toEqual([...metres].sort((a, b) => a - b));
    expect(nearestTo(index, placeOf('Old Town'), 'manager', 1)[0]?.place.phone).toBe('097900000131');
  });

  it('is never in another town', () => {
    expect(nearestTo(index, placeOf('Linhu railway station'), 'branch', 50)).toHaveLength(5);
  });

  it('measures metres: Central to Tsim Sha Tsui is some two kilometres, and the same back', () => {
    const there = distanceM(placeOf('Central'), placeOf('Tsim Sha Tsui'));
    expect(there).toBeGreaterThan(1800);
    expect(there).toBeLessThan(2600);
    expect(distanceM(placeOf('Tsim Sha Tsui'), placeOf('Central'))).toBeCloseTo(there, 6);
  });
});
