import type { KeyboardEvent, ReactNode } from 'react';
import { knowledgeDomains, knowledgeDomainSchema } from '../../../shared/domain/article.ts';
import { articleLanguages, articleLanguageSchema } from '../../../shared/domain/language.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { isFiltered, type SearchFilters } from './knowledge-store.ts';
import './article-texts.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface SearchFilterRowProps {
  readonly filters: SearchFilters;
  readonly areas: readonly Choice[];
  readonly onChange: (filters: SearchFilters) => void;
  /** The agent goes back to what he types. */
  readonly onDone: () => void;
}

/** What a search is narrowed to: area, language, business, and what is valid today. */
export function SearchFilterRow({ filters, areas, onChange, onDone }: SearchFilterRowProps): ReactNode {
  const { t } = useTranslation('articles');
  const { t: texts } = useTranslation('knowledge');
  const { area, ...others } = filters;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onDone();
  }
  const change = (next: SearchFilters): void => {
    onChange({ ...filters, ...next });
  };
  return (
    <div className="search-filters" role="group" aria-label={texts('filters')} onKeyDown={onKeyDown}>
      <Picker
        label={t('filterArea')}
        any={t('anyArea')}
        choices={areas}
        value={area}
        onPick={(picked) => {
          onChange(picked === undefined ? others : { ...others, area: picked });
        }}
      />
      <Picker
        label={t('filterLanguage')}
        any={t('anyLanguage')}
        choices={articleLanguages.map((id) => ({ id, label: t(`language.${id}`) }))}
        value={filters.languages?.[0]}
        onPick={(picked) => {
          change({ languages: picked === undefined ? [] : [articleLanguageSchema.parse(picked)] });
        }}
      />
      <Picker
        label={t('filterDomain')}
        any={t('anyDomain')}
        choices={knowledgeDomains.map((id) => ({ id, label: texts(`domain.${id}`) }))}
        value={filters.domains?.[0]}
        onPick={(picked) => {
          change({ domains: picked === undefined ? [] : [knowledgeDomainSchema.parse(picked)] });
        }}
      />
      <label className="row small">
        <input
          type="checkbox"
          checked={filters.onlyValid ?? false}
          onChange={(event) => {
            change({ onlyValid: event.target.checked });
          }}
        />
        {t('onlyValid')}
      </label>
      {isFiltered(filters) ? (
        <Button
          kind="quiet"
          onClick={() => {
            onChange({});
            onDone();
          }}
        >
          {t('clearFilters')}
        </Button>
      ) : null}
    </div>
  );
}

interface PickerProps {
  readonly label: string;
  /** What stands there where nothing is narrowed. */
  readonly any: string;
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly onPick: (id: string | undefined) => void;
}

function Picker({ label, any, choices, value, onPick }: PickerProps): ReactNode {
  return (
    <select
      className="input"
      aria-label={label}
      data-on={value !== undefined}
      value={value ?? ''}
      onChange={(event) => {
        onPick(event.target.value === '' ? undefined : event.target.value);
      }}
    >
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
