import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketTypes } from '../../../shared/domain/ticket.ts';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { areaChoices } from './labels.ts';
import type { TicketBookStore } from './ticket-book-store.ts';

export interface BookFiltersProps {
  readonly store: TicketBookStore;
  readonly catalog: TicketCatalog | undefined;
}

/** What the list is narrowed to: a type, the caller's language, an area, or any of them together. */
export function BookFilters({ store, catalog }: BookFiltersProps): ReactNode {
  const { t, i18n } = useTranslation(['book', 'tickets', 'phrases']);
  const { filter } = useStore(store);
  const { narrow } = store.actions;
  const areas = areaChoices(catalog, i18n.language).map(({ id, label: text }) => ({ id, text }));
  const languages = callerLanguages().map((id) => ({ id, text: t(`phrases:language.${id}`) }));
  return (
    <>
      <Choice
        name="book-type"
        label={t('tickets:field.type')}
        any={t('book:anyType')}
        value={filter.type}
        options={ticketTypes.map((id) => ({ id, text: t(`tickets:type.${id}`) }))}
        onChoose={(type) => void narrow({ type })}
      />
      <Choice
        name="book-language"
        label={t('book:language')}
        any={t('book:anyLanguage')}
        value={filter.language}
        options={languages}
        onChoose={(language) => void narrow({ language })}
      />
      <Choice
        name="book-area"
        label={t('tickets:field.area')}
        any={t('book:anyArea')}
        value={filter.area}
        options={areas}
        onChoose={(area) => void narrow({ area })}
      />
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly label: string;
  /** What stands for no choice. */
  readonly any: string;
  readonly value: T | undefined;
  readonly options: readonly { readonly id: T; readonly text: string }[];
  readonly onChoose: (id: T | undefined) => void;
}

function Choice<T extends string>({ name, label, any, value, options, onChoose }: ChoiceProps<T>): ReactNode {
  return (
    <select
      className="input"
      name={name}
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) => {
        onChoose(options.find(({ id }) => id === target.value)?.id);
      }}
    >
      <option value="">{any}</option>
      {options.map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
