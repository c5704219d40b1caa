import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ArticleId } from '../../../shared/ids.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import './article-texts.ts';
import type { MarkStore } from './mark-store.ts';

export interface MarkedListProps {
  readonly marks: MarkStore;
  readonly onOpen: (id: ArticleId) => void;
}

/** Where there is no question yet: what the agent pinned, and what he read of late. */
export function MarkedList({ marks, onOpen }: MarkedListProps): ReactNode {
  const { t, i18n } = useTranslation('articles');
  const { marked } = useStore(marks);
  useEffect(() => {
    void marks.load();
  }, [marks]);
  if (marked.length === 0) return null;
  return (
    <ul className="marked" aria-label={t('marked')} data-testid="marked">
      {marked.map(({ id, lang, title, isPinned, readAt, hasNote }) => (
        <li key={id}>
          <button
            type="button"
            className="marked-row"
            onClick={() => {
              onOpen(id);
            }}
          >
            <ScriptText lang={lang} className="grow">
              {title}
            </ScriptText>
            {hasNote ? <Tag>{t('hasNote')}</Tag> : null}
            {isPinned ? <Tag tone="accent">{t('pinned')}</Tag> : null}
            <span className="quiet small">{formatDate(i18n.language, readAt)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
