import type { ReactNode } from 'react';
import type { InsteadQuery } from '../../../shared/domain/article.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import './article-texts.ts';

export interface InsteadListProps {
  readonly queries: readonly InsteadQuery[];
  readonly selected: number;
  readonly onChoose: (query: string) => void;
}

const countedMax = 100;

/** What would find something where the question finds nothing: by arrow keys and Enter, as hits are. */
export function InsteadList({ queries, selected, onChoose }: InsteadListProps): ReactNode {
  const { t } = useTranslation('articles');
  if (queries.length === 0) return null;
  return (
    <ul className="marked" aria-label={t('instead')} data-testid="instead">
      {queries.map(({ kind, query, count }, index) => (
        <li key={query}>
          <button
            type="button"
            className="marked-row"
            aria-current={index === selected}
            onClick={() => {
              onChoose(query);
            }}
          >
            <ScriptText lang={/[\u0f00-\u0fff]/.test(query) ? 'bo' : 'zh-Hans'} className="grow">
              {query}
            </ScriptText>
            <span className="quiet small">
              {t(`insteadBy.${kind}`)} · {t('insteadCount', { n: count < countedMax ? count : `${countedMax}+` })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
