import { useId, type ChangeEvent, type InputHTMLAttributes, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { SeatForm } from './seat-form.ts';
import { problemAt, type SetupStore } from './setup-store.ts';

export interface SetupFieldProps {
  readonly store: SetupStore;
  /** Path of the field, as problems name it. */
  readonly field: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly change: (form: SeatForm, value: string) => SeatForm;
  readonly input?: InputHTMLAttributes<HTMLInputElement>;
  /** What stands beside the input, such as its way out of a list. */
  readonly children?: ReactNode;
  /** The field stands for all parts of a list. */
  readonly hasParts?: boolean;
}

/** One line of the set-up page: label, input, and below it what is wrong or what is meant. */
export function SetupField(props: SetupFieldProps): ReactNode {
  const { store, field, label, hint, value, change, input, children, hasParts } = props;
  const id = useId();
  const problem = useStore(store, (state) => problemAt(state, field, hasParts));
  return (
    <div className="setup-field">
      <label htmlFor={id}>{label}</label>
      <div className="row">
        <input
          id={id}
          className="input"
          name={field}
          spellCheck={false}
          autoComplete="off"
          maxLength={2000}
          {...input}
          value={value}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const typed = event.target.value;
            store.getState().edit(field, (form) => change(form, typed));
          }}
          onBlur={() => {
            store.getState().touch(field);
          }}
        />
        {children}
      </div>
      <div id={`${id}-note`}>
        <FieldNote store={store} field={field} hint={hint} hasParts={hasParts} />
      </div>
    </div>
  );
}

/** What is wrong with a field, else what it is for. */
export function FieldNote({
  store,
  field,
  hint,
  hasParts = false,
}: {
  readonly store: SetupStore;
  readonly field: string;
  readonly hint?: string | undefined;
  readonly hasParts?: boolean | undefined;
}): ReactNode {
  const { t } = useTranslation('setup');
  const problem = useStore(store, (state) => problemAt(state, field, hasParts));
  if (problem) {
    return (
      <p className="field-problem" data-testid={`problem-${field}`}>
        {t(`problem.${problem.code}`, problem.params ?? {})}
      </p>
    );
  }
  return hint === undefined ? null : <p className="quiet small">{hint}</p>;
}
