import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { HandOverPlace } from '../features/softphone/hand-over-sheet.tsx';
import { formatDateTime } from '../i18n/format.ts';
import { handOverPlaces } from './hand-over-places.ts';
import type { Stores } from './stores.ts';

export interface HandOverPlaces {
  readonly places: readonly HandOverPlace[];
  /** Since when nobody knows where the colleagues stand; absent while the centre tells. */
  readonly staleText: string | undefined;
}

/** Queues and colleagues for a sheet that is open, kept up to date; nothing in it moves under the agent's fingers. */
export function useHandOverPlaces({ phone, colleagues }: Stores, language: CallerLanguage): HandOverPlaces {
  const { t, i18n } = useTranslation('phone');
  const config = useStore(phone, (state) => state.config);
  const { colleagues: people, asOf, isStale } = useStore(colleagues);
  useEffect(() => colleagues.watch(), [colleagues]);
  const directory = {
    colleagues: people,
    nameOf: ({ agentNo, seatLabel }: (typeof people)[number]) => t('colleagueName', { agentNo, seat: seatLabel }),
    isPractice: config?.kind === 'wire',
  };
  const places = config ? handOverPlaces(config.calls, directory, language, i18n.language) : [];
  const time = asOf === undefined ? undefined : formatDateTime(i18n.language, asOf);
  const staleText = time === undefined ? t('colleaguesUnknown') : t('colleaguesAsOf', { time });
  return { places: useSteadyOrder(places), staleText: isStale ? staleText : undefined };
}

/** Whoever comes later stands at the end. */
function useSteadyOrder(places: readonly HandOverPlace[]): readonly HandOverPlace[] {
  const [order, setOrder] = useState(() => places.map(({ address }) => address));
  const added = places.flatMap(({ address }) => (order.includes(address) ? [] : [address]));
  if (added.length > 0) setOrder([...order, ...added]);
  const byAddress = new Map(places.map((place) => [place.address, place]));
  return [...order, ...added].flatMap((address) => byAddress.get(address) ?? []);
}
