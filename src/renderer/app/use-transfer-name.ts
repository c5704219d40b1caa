import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CallState } from '../../shared/call/call-state.ts';
import { placeName } from './hand-over-places.ts';
import type { Stores } from './stores.ts';

/** How the place is called that a call is being handed to, or went to. */
export function useTransferName(stores: Stores, state: CallState): string | undefined {
  const { t, i18n } = useTranslation('phone');
  const config = useStore(stores.phone, (phone) => phone.config);
  if (state.kind === 'transferring') return nameOf(state.to.kind, state.to.address);
  return state.kind === 'wrapUp' && state.transfer ? nameOf(state.transfer.kind, state.transfer.to) : undefined;

  function nameOf(kind: string, address: string): string {
    if (kind === 'attended') return t('colleague');
    if (kind === 'survey') return t('survey');
    return config ? placeName(config.calls, address, i18n.language) : address;
  }
}
