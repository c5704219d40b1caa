import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { headerFacts } from './seat-form.ts';
import { SetupField } from './setup-field.tsx';
import { allProblems, type SetupStore } from './setup-store.ts';

/** Which headers of a call say what: most exchanges need nothing here. */
export function HeaderSection({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const headerMap = useStore(store, (state) => state.form.headerMap);
  // A field that is wrong must not hide in a closed part.
  const isWrong = useStore(store, (state) => allProblems(state).some(({ field }) => field.startsWith('headerMap.')));
  return (
    <details className="setup-group" open={isWrong || undefined}>
      <summary>{t('group.headers')}</summary>
      <p className="quiet small">{t('hint.headers')}</p>
      <div className="setup-pair">
        {headerFacts.map((fact) => (
          <SetupField
            key={fact}
            store={store}
            field={`headerMap.${fact}`}
            label={t(`header.${fact}`)}
            value={headerMap[fact]}
            hasParts
            change={(form, value) => ({ ...form, headerMap: { ...form.headerMap, [fact]: value } })}
          />
        ))}
      </div>
    </details>
  );
}
