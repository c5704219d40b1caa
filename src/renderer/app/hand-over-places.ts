import type { CallOptions } from '../../shared/domain/call-options.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { HandOverPlace } from '../features/softphone/hand-over-sheet.tsx';
import { labelIn } from '../features/tickets/labels.ts';

/** Where a call can go, those who speak the caller's language first. */
export function handOverPlaces(
  { transferTargets }: Pick<CallOptions, 'transferTargets'>,
  language: CallerLanguage,
  locale: string,
): HandOverPlace[] {
  return transferTargets
    .map(({ address, label, kind, languages }) => ({
      ...{ address, kind, languages },
      name: labelIn(label, locale),
      isFitting: languages.includes(language),
    }))
    .sort((a, b) => Number(b.isFitting) - Number(a.isFitting));
}

/** How the centre calls an address; the address itself where it has no name. */
export function placeName(
  { transferTargets }: Pick<CallOptions, 'transferTargets'>,
  address: string,
  locale: string,
): string {
  const known = transferTargets.find((entry) => entry.address === address);
  return known ? labelIn(known.label, locale) : address;
}
