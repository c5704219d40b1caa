import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { breakReasons } from '../../../shared/call/agent-state.ts';
import { codePurposes } from '../../../shared/domain/feature-codes.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CodeField } from './seat-form.ts';
import { FieldNote, SetupField } from './setup-field.tsx';
import { allProblems, type SetupStore } from './setup-store.ts';

/** Codes by which the exchange learns where the agent stands: most need none, so they stand folded. */
export function FeatureCodeFields({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const isWrong = useStore(store, (state) =>
    allProblems(state).some(({ field }) => field.startsWith('exchange.featureCodes')),
  );
  return (
    <details className="setup-list" open={isWrong || undefined}>
      <summary>{t('codes.title')}</summary>
      <p className="quiet small">{t('codes.hint')}</p>
      <div className="setup-pair">
        {codePurposes.map((purpose) => (
          <CodeInput key={purpose} store={store} field={purpose} label={t(`codes.${purpose}`)} />
        ))}
        {breakReasons.map((reason) => (
          <CodeInput
            key={reason}
            store={store}
            field={`pauseFor.${reason}`}
            label={t('codes.pauseFor', { reason: t(`codes.reason.${reason}`) })}
          />
        ))}
      </div>
      <FieldNote store={store} field="exchange.featureCodes" />
    </details>
  );
}

function CodeInput({
  store,
  field,
  label,
}: {
  readonly store: SetupStore;
  readonly field: CodeField;
  readonly label: string;
}): ReactNode {
  const value = useStore(store, ({ form }) => form.exchange.featureCodes[field]);
  return (
    <SetupField
      store={store}
      field={`exchange.featureCodes.${field}`}
      label={label}
      value={value}
      hasParts
      change={({ exchange, ...form }, typed) => ({
        ...form,
        exchange: { ...exchange, featureCodes: { ...exchange.featureCodes, [field]: typed } },
      })}
    />
  );
}
