import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { uiLocaleSchema, uiLocales } from '../../../shared/domain/language.ts';
import { uiLocaleNames } from '../../i18n/language-names.ts';
import { Icon } from '../../ui/icons.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { SessionStore } from './session-store.ts';

/** Language of the desk and light or dark: wanted before signing in as well as after. */
export function ViewSettings({ store }: { readonly store: SessionStore }): ReactNode {
  const { t } = useTranslation('session');
  const settings = useStore(store, (state) => state.settings);
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  return (
    <div className="row view-settings">
      <select
        className="bare-select"
        aria-label={t('language')}
        value={settings.locale}
        onChange={(event) => {
          void store.getState().changeSettings({ locale: uiLocaleSchema.parse(event.target.value) });
        }}
      >
        {uiLocales.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {uiLocaleNames[locale]}
          </option>
        ))}
      </select>
      {settings.locale === 'bo' ? <Tag tone="draft">{t('localeDraft')}</Tag> : null}
      <button
        type="button"
        className="icon-button"
        aria-label={isDark ? t('themeLight') : t('themeDark')}
        title={isDark ? t('themeLight') : t('themeDark')}
        onClick={() => {
          void store.getState().changeSettings({ theme: isDark ? 'light' : 'dark' });
        }}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </button>
    </div>
  );
}
