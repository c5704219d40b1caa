import type { Place, PlaceFile } from '../domain/place.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems, type Writing } from './text-rules.ts';

const writings: Record<keyof Place['names'], Writing> = {
  'zh-Hans': 'simplified',
  'zh-Hant': 'traditional',
  en: 'latin',
  bo: 'tibetan',
};

/** Numbers nobody is called under. */
const fictionalPhone = /^(?:\+852555\d{5}|09790000\d{4})$/;

/** Everything wrong with the places, each file parsed by its schema before. */
export function placeProblems(files: readonly ContentFile<PlaceFile>[]): ContentProblem[] {
  const ids = files.flatMap(({ file, content }) =>
    content.places.map(({ id }, i) => ({ file, path: ['places', i, 'id'], key: id })),
  );
  return [
    ...duplicateProblems(ids, 'place'),
    ...files.flatMap(({ file, content }) =>
      content.places.flatMap((place, i) => onePlace(file, i, place, content.isMadeUp)),
    ),
  ];
}

function onePlace(file: string, i: number, place: Place, isMadeUp: boolean): ContentProblem[] {
  const names = Object.entries(place.names) as [keyof Place['names'], string][];
  const han = place.names['zh-Hant'] ?? place.names['zh-Hans'];
  const count = (han ?? '').match(/\p{Script=Han}/gu)?.length ?? 0;
  const isRead = (reading: string): boolean => reading.split(' ').length === count;
  return [
    ...problemsAt(file, ['places', i, 'names'], han === undefined ? ['no Chinese name'] : []),
    ...names.flatMap(([script, name]) =>
      problemsAt(file, ['places', i, 'names', script], writingProblems(name, writings[script])),
    ),
    ...(['pinyin', 'jyutping'] as const).flatMap((key) =>
      problemsAt(
        file,
        ['places', i, 'readings', key],
        isRead(place.readings[key]) ? [] : [`not a syllable for each of ${String(count)} characters`],
      ),
    ),
    ...problemsAt(
      file,
      ['places', i, 'phone'],
      place.phone === undefined || !isMadeUp || fictionalPhone.test(place.phone)
        ? []
        : ['not a number of the made-up range'],
    ),
  ];
}
