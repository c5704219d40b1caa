import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../shared/call/call-state.ts';
import { Kbd } from '../ui/kbd.tsx';

/** The middle column once nothing is to be said any more: what ends the call's work. */
export function CallOver({ state }: { readonly state: CallState }): ReactNode {
  const { t } = useTranslation();
  if (state.kind !== 'wrapUp') return null;
  return (
    <section className="idle-card call-over">
      <h2>{t('callOver')}</h2>
      <p className="quiet">
        {t('callOverHint')} <Kbd>Alt W</Kbd>
      </p>
    </section>
  );
}
