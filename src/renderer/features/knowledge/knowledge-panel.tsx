import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Article, SearchHit, TextRun } from '../../../shared/domain/article.ts';
import { formatDate } from '../../i18n/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ArticleReader } from './article-reader.tsx';
import type { KnowledgeStore } from './knowledge-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import './knowledge.css';

export interface KnowledgePanelProps {
  readonly store: KnowledgeStore;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly areaText: (area: string) => string;
  /** Records the question as answered by this article. */
  readonly onUse: (article: Article) => void;
}

/** Answers as one types, from this machine's own cache. */
export function KnowledgePanel({ store, inputRef, areaText, onUse }: KnowledgePanelProps): ReactNode {
  const { t } = useTranslation('knowledge');
  const { query, answer, open, error } = useStore(store);

  const hasHits = !open && (answer?.hits.length ?? 0) > 0;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const { move, openSelected, close, type } = store.getState();
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') openSelected();
    else if (event.key === 'Escape' && open) close();
    else if (event.key === 'Escape') type('');
    else return;
    event.preventDefault();
  }

  return (
    <section className="knowledge" aria-label={t('panel')}>
      <div className="search-box">
        <Icon name="search" />
        <input
          ref={inputRef}
          type="search"
          role="combobox"
          aria-expanded={hasHits}
          aria-controls={hasHits ? 'knowledge-hits' : undefined}
          aria-label={t('search')}
          aria-keyshortcuts="Control+K"
          placeholder={t('placeholder')}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            store.getState().type(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        {answer?.readAs ? (
          <Tag tone="accent">
            {t('readAsWylie')} <ScriptText lang="bo">{answer.readAs.text}</ScriptText>
          </Tag>
        ) : (
          <Kbd>Ctrl K</Kbd>
        )}
      </div>
      <ErrorNote error={error} />
      {open ? (
        <ArticleReader
          entry={open}
          areaText={areaText}
          onBack={() => {
            store.getState().close();
            inputRef.current?.focus();
          }}
          onTranslation={(id) => {
            store.getState().read(id);
          }}
          onUse={onUse}
        />
      ) : (
        <HitList store={store} areaText={areaText} />
      )}
    </section>
  );
}

export function Highlighted({ runs }: { readonly runs: readonly TextRun[] }): ReactNode {
  return runs.map((run, index) => (run.hit ? <mark key={index}>{run.text}</mark> : run.text));
}

function HitList({
  store,
  areaText,
}: {
  readonly store: KnowledgeStore;
  readonly areaText: (area: string) => string;
}): ReactNode {
  const { t } = useTranslation('knowledge');
  const { query, answer, selected } = useStore(store);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const hits = answer?.hits ?? [];
  if (hits.length === 0) {
    return (
      <p className="hits empty quiet small" role="status">
        {answer?.cached === 0 ? t('emptyCache') : query.trim() === '' ? t('idle') : t('noHit', { query: query.trim() })}
      </p>
    );
  }
  return (
    <div id="knowledge-hits" ref={list} className="hits" role="listbox" aria-label={t('hits')} data-testid="hits">
      {hits.map((hit, index) => (
        <Hit
          key={hit.id}
          hit={hit}
          isSelected={index === selected}
          areaText={areaText}
          onOpen={() => {
            store.getState().read(hit.id);
          }}
        />
      ))}
    </div>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly isSelected: boolean;
  readonly areaText: (area: string) => string;
  readonly onOpen: () => void;
}

function Hit({ hit, isSelected, areaText, onOpen }: HitProps): ReactNode {
  const { t, i18n } = useTranslation('knowledge');
  return (
    <div role="option" aria-selected={isSelected} className="hit" tabIndex={-1} onClick={onOpen}>
      <div className="row">
        <ScriptText as="b" lang={hit.lang} className="hit-title grow">
          <Highlighted runs={hit.title} />
        </ScriptText>
        {hit.isExpired ? <Tag tone="danger">{t('expired')}</Tag> : null}
        <Tag>{t(`domain.${hit.domain}`)}</Tag>
      </div>
      <ScriptText as="div" lang={hit.lang} className="hit-snippet">
        <Highlighted runs={hit.snippet} />
      </ScriptText>
      <div className="hit-foot quiet">
        {hit.regions.length > 0 ? `${hit.regions.map(areaText).join(' ')} · ` : ''}
        {t('updated', { date: formatDate(i18n.language, hit.updatedAt) })}
      </div>
    </div>
  );
}
