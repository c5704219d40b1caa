import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { callerLanguages, describeLanguage } from '../../../shared/language/languages.ts';
import { uiLocaleSchema, uiLocales, type CallerLanguage } from '../../../shared/domain/language.ts';
import { uiLocaleNames } from '../../i18n/language-names.ts';
import { ScriptText } from '../../ui/script-text.tsx';
import type { SetupStore } from './setup-store.ts';

/** What this seat's callers speak, in order, and what the desk is read in. */
export function LanguageSection({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const { callers, locale } = useStore(store, (state) => state.form);
  const edit = store.getState().edit;
  const set = (next: readonly CallerLanguage[]): void =>
    edit('languages.callers', (form) => ({ ...form, callers: next }));
  return (
    <fieldset className="setup-group">
      <legend>{t('group.languages')}</legend>
      <p className="quiet small">{t('hint.callers')}</p>
      <ol className="language-order" aria-label={t('field.callers')}>
        {callerLanguages().map((language) => (
          <LanguageRow key={language} language={language} callers={callers} onChange={set} />
        ))}
      </ol>
      <label className="setup-field">
        {t('field.locale')}
        <select
          className="input"
          name="languages.locale"
          value={locale}
          onChange={(event) => {
            const next = uiLocaleSchema.safeParse(event.target.value).data ?? '';
            edit('languages.locale', (form) => ({ ...form, locale: next }));
          }}
        >
          <option value="">{t('field.localeDefault')}</option>
          {uiLocales.map((entry) => (
            <option key={entry} value={entry} lang={entry}>
              {uiLocaleNames[entry]}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

interface LanguageRowProps {
  readonly language: CallerLanguage;
  readonly callers: readonly CallerLanguage[];
  readonly onChange: (callers: readonly CallerLanguage[]) => void;
}

function LanguageRow({ language, callers, onChange }: LanguageRowProps): ReactNode {
  const { t } = useTranslation(['setup', 'phrases']);
  const at = callers.indexOf(language);
  const name = t(`phrases:language.${language}`);
  const ownName = describeLanguage(language).name;
  return (
    <li className="row">
      <label className="row grow">
        <input
          type="checkbox"
          name={`callers.${language}`}
          checked={at >= 0}
          onChange={(event) => {
            onChange(event.target.checked ? [...callers, language] : callers.filter((entry) => entry !== language));
          }}
        />
        <span className="num order-mark">{at >= 0 ? at + 1 : ''}</span>
        <span>{name}</span>
        {ownName === name ? null : <ScriptText lang={language}>{ownName}</ScriptText>}
      </label>
      {at > 0 ? (
        <button
          type="button"
          className="button"
          data-kind="quiet"
          aria-label={t('earlierLabel', { language: name })}
          onClick={() => {
            const next = callers.filter((entry) => entry !== language);
            next.splice(at - 1, 0, language);
            onChange(next);
          }}
        >
          {t('earlier')}
        </button>
      ) : null}
    </li>
  );
}
