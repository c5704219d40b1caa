import { useMemo, type ReactNode } from 'react';
import {
  ownSyllables,
  readAloud,
  readingUnits,
  spokenText,
  type ReadUnit,
} from '../../../shared/script/reading-units.ts';
import type { Segment } from '../../../shared/script/slots.ts';
import type { HanLanguage } from '../../../shared/script/spoken-number.ts';
import { LineSegments } from './line-segments.tsx';
import { useReadings } from './readings/line-readings.ts';

export interface ReadSegmentsProps {
  readonly segments: readonly Segment[];
  readonly lang: HanLanguage;
  /** As the pack has it. */
  readonly packReading: string | undefined;
}

/** A line with what each character sounds like above it. The words are there at once, the readings when they are known. */
export function ReadSegments(props: ReadSegmentsProps): ReactNode {
  return useReadSegments(props);
}

export interface ReadPartsProps extends Pick<ReadSegmentsProps, 'lang' | 'packReading'> {
  readonly parts: readonly (readonly Segment[])[];
  /** Puts the parts where they belong, each read. */
  readonly children: (parts: readonly ReactNode[]) => ReactNode;
}

/** The same for a line that is shown in parts: it is read as a whole, since 行 depends on its neighbours. */
export function ReadParts({ parts, lang, packReading, children }: ReadPartsProps): ReactNode {
  const segments = useMemo(() => parts.flat(), [parts]);
  const read = useReadSegments({ segments, lang, packReading });
  let at = 0;
  return children(parts.map((part) => read.slice(at, (at += part.length))));
}

/** A piece for each segment. */
function useReadSegments({ segments, lang, packReading }: ReadSegmentsProps): readonly ReactNode[] {
  const units = useMemo(() => readingUnits(segments, lang), [segments, lang]);
  const readings = useReadings(spokenText(units), lang);
  const own = ownSyllables(segments, packReading);
  const read = readAloud(segments, units, readings, own);
  return segments.map((segment, index) => {
    const written = segment.type === 'gap' || (segment.type === 'value' && segment.isFilled);
    if (written) return <LineSegments key={index} segments={[segment]} />;
    return <Ruby key={index} units={read[index] ?? []} lang={lang} />;
  });
}

const latin: Record<HanLanguage, string> = { 'zh-Hans': 'zh-Latn-pinyin', 'yue-Hant-HK': 'yue-Latn-jyutping' };

function Ruby({ units, lang }: { readonly units: readonly ReadUnit[]; readonly lang: HanLanguage }): ReactNode {
  return units.map(({ text, reading }, index) =>
    reading === undefined ? (
      <span key={index}>{text}</span>
    ) : (
      <ruby key={index} className={/\d/.test(text) ? 'number' : undefined}>
        {text}
        <rt lang={latin[lang]}>{reading}</rt>
      </ruby>
    ),
  );
}
