import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import type { SoundStore } from './sound-store.ts';

/** The keys on the headset itself: whether they count, and how to make them. */
export function HeadsetKeys({ store }: { readonly store: SoundStore }): ReactNode {
  const { t } = useTranslation('sound');
  const link = useStore(store, (state) => state.headset);
  const name = 'name' in link ? link.name : '';
  return (
    <section className="sound-part headset-keys" data-testid="headset" data-state={link.kind}>
      <h3 className="heading">{t('headset')}</h3>
      <div className="row">
        <p className="grow small quiet" role="status">
          {t(`headset.${link.kind}`, { name })}
        </p>
        {link.kind === 'unsupported' ? null : (
          <Button onClick={store.actions.connectHeadset}>{t('headset.choose')}</Button>
        )}
      </div>
    </section>
  );
}
