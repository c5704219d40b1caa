import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../../i18n/texts.tsx';
import { Icon } from '../../ui/icons.tsx';
import { shortcutOf, useKeyLabel } from '../../ui/key-labels.ts';
import type { SmallWindowStore } from './small-window-store.ts';

/** Pressed while the small window is there: the same button takes it away. */
export function SmallWindowButton({ store }: { readonly store: SmallWindowStore }): ReactNode {
  const { t } = useTranslation('phone');
  const key = useKeyLabel('Alt ⇧ W');
  const isOn = useStore(store, ({ shown }) => shown.kind !== 'off');
  const label = isOn ? t('small.close') : t('small.open');
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-pressed={isOn}
      title={`${label} · ${key}`}
      aria-keyshortcuts={shortcutOf(key)}
      data-testid="small-window-switch"
      onClick={store.toggle}
    >
      <Icon name="smallWindow" />
    </button>
  );
}
