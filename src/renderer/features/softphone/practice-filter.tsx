import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { PracticeStore } from './practice-store.ts';

const difficulties = [1, 2, 3] as const;

/** Which of the many practice callers the list shows. */
export function PracticeFilterLine({ store }: { readonly store: PracticeStore }): ReactNode {
  const { t } = useTranslation('phone');
  const { language, difficulty } = useStore(store, ({ filter }) => filter);
  return (
    <div className="practice-filter">
      <label>
        <span className="quiet small">{t('practiceLanguage')}</span>
        <select
          className="input"
          name="practiceLanguage"
          value={language ?? ''}
          onChange={({ target }) => {
            store.actions.filter({ language: callerLanguages().find((known) => known === target.value) });
          }}
        >
          <option value="">{t('practiceAll')}</option>
          {callerLanguages().map((known) => (
            <option key={known} value={known}>
              {t(`language.${known}`, { ns: 'phrases' })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="quiet small">{t('practiceDifficulty')}</span>
        <select
          className="input"
          name="practiceDifficulty"
          value={difficulty ?? ''}
          onChange={({ target }) => {
            store.actions.filter({ difficulty: difficulties.find((known) => String(known) === target.value) });
          }}
        >
          <option value="">{t('practiceAll')}</option>
          {difficulties.map((known) => (
            <option key={known} value={known}>
              {t(`difficulty.${known}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
