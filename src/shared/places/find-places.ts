import { serviceKinds, type Place, type ServiceKind } from '../domain/place.ts';
import { findReading, readingSyllables, typedReading } from '../script/reading-match.ts';
import { foldText } from '../text/fold-text.ts';

/** A place with its names in the forms that are compared. */
export interface IndexedPlace {
  readonly place: Place;
  /** Folded to one kind of Chinese, without blanks and marks. */
  readonly names: readonly string[];
  readonly pinyin: readonly string[];
  readonly jyutping: readonly string[];
}

export function indexPlaces(places: readonly Place[]): IndexedPlace[] {
  return places.map((place) => ({
    place,
    names: Object.values(place.names).flatMap((name) => (name === undefined ? [] : [bare(name)])),
    pinyin: readingSyllables(place.readings.pinyin),
    jyutping: readingSyllables(place.readings.jyutping),
  }));
}

/** Letters and digits alone: Tsim Sha Tsui, tsimshatsui and TSIM-SHA-TSUI are one name. */
function bare(text: string): string {
  return foldText(text)
    .text.normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}\u0f40-\u0fbc]/gu, '');
}

/** Better fits first; 0 is no fit. */
function fitOf({ names, pinyin, jyutping }: IndexedPlace, query: string, reading: string): number {
  if (names.includes(query)) return 100;
  if (names.some((name) => name.startsWith(query))) return 80;
  if (query.length > 1 && names.some((name) => name.includes(query))) return 60;
  const readAt = [pinyin, jyutping].map((syllables) => (reading.length > 1 ? findReading(syllables, reading) : -1));
  if (readAt.includes(0)) return 50;
  if (readAt.some((at) => at > 0)) return 40;
  const slips = slipsAllowed(query);
  return slips > 0 && names.some((name) => isWithin(name, query, slips)) ? 20 : 0;
}

/** Longer names may be mistyped more; short ones not at all. */
function slipsAllowed(query: string): number {
  if (!/^[\x20-\x7e]+$/.test(query)) return query.length >= 3 ? 1 : 0;
  return query.length >= 8 ? 2 : query.length >= 5 ? 1 : 0;
}

/** Whether so few letters changed, left out or added make one of the other. */
function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const changed = (row[j - 1] ?? 0) + (isSame ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return false;
    row = next;
  }
  return (row[b.length] ?? most + 1) <= most;
}

/** Longer queries are no name of a place. */
const longestQuery = 80;

/** What a caller may have meant, the likeliest first; landmarks before what is looked for near them. */
export function findPlaces(places: readonly IndexedPlace[], typed: string, limit: number): Place[] {
  const query = bare(typed.slice(0, longestQuery));
  if (query === '') return [];
  const reading = typedReading(typed.slice(0, longestQuery));
  return places
    .map((entry) => ({ entry, fit: fitOf(entry, query, reading) }))
    .filter(({ fit }) => fit > 0)
    .sort(
      (a, b) =>
        b.fit - a.fit || isService(a.entry) - isService(b.entry) || (a.entry.place.id < b.entry.place.id ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ entry }) => entry.place);
}

function isService({ place: { kind } }: IndexedPlace): number {
  return serviceKinds.some((service) => service === kind) ? 1 : 0;
}

const earthRadiusM = 6_371_008;

/** Metres along the sphere. */
export function distanceM(a: Pick<Place, 'lat' | 'lon'>, b: Pick<Place, 'lat' | 'lon'>): number {
  const rad = Math.PI / 180;
  const [dLat, dLon] = [((b.lat - a.lat) * rad) / 2, ((b.lon - a.lon) * rad) / 2];
  const h = Math.sin(dLat) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}

export interface NearPlace {
  readonly place: Place;
  readonly metres: number;
}

/** Farther than this nobody goes: another town. */
const farthestM = 60_000;

/** What is nearest to a place, of one kind or of all that callers look for. */
export function nearestTo(
  places: readonly IndexedPlace[],
  from: Place,
  kind: ServiceKind | 'all',
  limit: number,
): NearPlace[] {
  return places
    .filter((entry) => (kind === 'all' ? isService(entry) === 1 : entry.place.kind === kind))
    .map(({ place }) => ({ place, metres: distanceM(from, place) }))
    .filter(({ metres }) => metres <= farthestM)
    .sort((a, b) => a.metres - b.metres || (a.place.id < b.place.id ? -1 : 1))
    .slice(0, limit);
}
