import { Suspense, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { Article } from '../../../shared/domain/article.ts';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ArticleReader } from './article-reader.tsx';
import { Hits } from './hit-list.tsx';
import { isFiltered, type KnowledgeStore } from './knowledge-store.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { ArticleId, CallId } from '../../../shared/ids.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import type { MarkStore } from './mark-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import './knowledge.css';

const ArticleSide = lazyPart(async () => (await import('./article-side.tsx')).ArticleSide);
const ArticleState = lazyPart(async () => (await import('./article-side.tsx')).ArticleState);
const SuggestedList = lazyPart(async () => (await import('./suggested-list.tsx')).SuggestedList);
const InsteadList = lazyPart(async () => (await import('./instead-list.tsx')).InsteadList);
const SearchFilterRow = lazyPart(async () => (await import('./search-filter-row.tsx')).SearchFilterRow);
const CacheLine = lazyPart(async () => (await import('./cache-line.tsx')).CacheLine);
const MarkedList = lazyPart(async () => (await import('./marked-list.tsx')).MarkedList);

export interface KnowledgePanelProps {
  readonly store: KnowledgeStore;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly areaText: (area: string) => string;
  /** Those that a search can be narrowed to. */
  readonly areas: readonly { readonly id: string; readonly label: string }[];
  /** Records the question as answered by this article. */
  readonly onUse: (article: Article) => void;
  /** Opens the steps of the open article; undefined where there are none to be had. */
  readonly onProcedure: (() => void) | undefined;
  /** The steps of a procedure stand in its place. */
  readonly isHidden: boolean;
  readonly marks: MarkStore;
  readonly desk: DeskApi;
  /** What the running call may be about, a line each; empty without one. */
  readonly clues: string;
  /** The call of those clues: what was found for one is not shown for the next. */
  readonly cluesOf: CallId | undefined;
  readonly onNotRight: () => void;
  readonly onCopyPart: () => void;
  readonly read: (id: ArticleId) => Promise<Article | undefined>;
}

/** Answers as one types, from this machine's own cache. */
export function KnowledgePanel(props: KnowledgePanelProps): ReactNode {
  const { store, inputRef, areaText, onUse } = props;
  const { t } = useTranslation('knowledge');
  // Not the whole state: a letter that is typed draws the field anew, and its answer the list.
  const filters = useStore(store, (state) => state.filters);
  const open = useStore(store, (state) => state.open);
  const part = useStore(store, (state) => state.part);
  const error = useStore(store, (state) => state.error);
  const isEmpty = useStore(store, ({ query }) => query.trim() === '');
  const [isFilterOpen, setFilterOpen] = useState(false);
  const isNarrowed = isFiltered(filters);
  // What narrows the search is never out of sight.
  const showsFilters = !open && (isFilterOpen || isNarrowed);

  return (
    <section className="knowledge" aria-label={t('panel')} hidden={props.isHidden}>
      <div className="search-box">
        <SearchField store={store} inputRef={inputRef} />
        <button
          type="button"
          className="icon-button"
          aria-label={t('filters')}
          title={t('filters')}
          aria-expanded={showsFilters}
          disabled={isNarrowed || open !== undefined}
          onClick={() => {
            setFilterOpen(!isFilterOpen);
          }}
        >
          <Icon name="filter" />
        </button>
      </div>
      {showsFilters ? (
        <Suspense>
          <SearchFilterRow
            filters={filters}
            areas={props.areas}
            onChange={store.getState().filter}
            onDone={() => {
              setFilterOpen(false);
              inputRef.current?.focus();
            }}
          />
        </Suspense>
      ) : null}
      <ErrorNote error={error} />
      {open ? (
        <ArticleReader
          desk={props.desk}
          entry={open}
          areaText={areaText}
          onBack={() => {
            store.getState().close();
            inputRef.current?.focus();
          }}
          onUse={onUse}
          onProcedure={props.onProcedure}
          part={part}
          state={
            <Suspense>
              <ArticleState marks={props.marks} entry={open} />
            </Suspense>
          }
        >
          <Suspense>
            <ArticleSide
              desk={props.desk}
              marks={props.marks}
              entry={open}
              onNotRight={props.onNotRight}
              onCopyPart={props.onCopyPart}
              onTranslation={(id) => {
                store.getState().read(id);
              }}
              read={props.read}
            />
          </Suspense>
        </ArticleReader>
      ) : (
        <HitList {...props} />
      )}
      <Suspense>
        <CacheLine desk={props.desk} isAtRest={!open && isEmpty} />
      </Suspense>
    </section>
  );
}

function SearchField({ store, inputRef }: Pick<KnowledgePanelProps, 'store' | 'inputRef'>): ReactNode {
  const { t } = useTranslation('knowledge');
  const query = useStore(store, (state) => state.query);
  const hasHits = useStore(store, ({ open, answer }) => !open && (answer?.hits.length ?? 0) > 0);
  const readAs = useStore(store, ({ answer }) => answer?.readAs?.text);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const { open, move, movePart, openSelected, close, type } = store.getState();
    if (open && event.key === 'ArrowDown') movePart(1);
    else if (open && event.key === 'ArrowUp') movePart(-1);
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') openSelected();
    else if (event.key === 'Escape' && open) close();
    else if (event.key === 'Escape') type('');
    else return;
    event.preventDefault();
  }

  return (
    <>
      <Icon name="search" />
      <input
        ref={inputRef}
        type="search"
        role="combobox"
        aria-expanded={hasHits}
        aria-controls={hasHits ? 'knowledge-hits' : undefined}
        aria-label={t('search')}
        aria-keyshortcuts={useShortcut('Ctrl K')}
        placeholder={t('placeholder')}
        spellCheck={false}
        value={query}
        onChange={(event) => {
          store.getState().type(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {readAs === undefined ? (
        <Kbd>Ctrl K</Kbd>
      ) : (
        <Tag tone="accent">
          {t('readAsWylie')} <ScriptText lang="bo">{readAs}</ScriptText>
        </Tag>
      )}
    </>
  );
}

function HitList(props: KnowledgePanelProps): ReactNode {
  const { store, areaText } = props;
  const hits = useStore(store, ({ answer }) => answer?.hits);
  const turn = useStore(store, (state) => state.turn);
  const selected = useStore(store, (state) => state.selected);
  if (!hits || hits.length === 0) return <NoHits {...props} />;
  return <Hits hits={hits} turn={turn} selected={selected} areaText={areaText} onOpen={store.getState().read} />;
}

/** Nothing is asked, or nothing was found. */
function NoHits({ store, marks, desk, clues, cluesOf }: KnowledgePanelProps): ReactNode {
  const { t } = useTranslation('knowledge');
  const { query, filters, answer, instead, selected } = useStore(store);
  const isAsked = query.trim() !== '';
  return (
    <div className="hits">
      <p className="empty quiet small" role="status">
        {answer?.cached === 0
          ? t('emptyCache')
          : isAsked
            ? t(isFiltered(filters) ? 'noHitFiltered' : 'noHit', { query: query.trim() })
            : t('idle')}
      </p>
      {isAsked ? (
        <Suspense>
          <InsteadList queries={instead} selected={selected} onChoose={store.getState().type} />
        </Suspense>
      ) : (
        <Suspense>
          <SuggestedList key={cluesOf} desk={desk} clues={clues} onOpen={store.getState().read} />
          <MarkedList marks={marks} onOpen={store.getState().read} />
        </Suspense>
      )}
    </div>
  );
}
