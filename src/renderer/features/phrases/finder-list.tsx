import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { MomentKind } from '../../../shared/domain/moment.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeyLabel } from '../../ui/key-labels.ts';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import { listKeys, type FinderStore, type FoundLine, type LineFinder } from './line-finder.ts';
import { PhraseCells, PhraseRow } from './phrase-row.tsx';

/** For the field to say which of them Enter takes. */
export function hitId({ view }: FoundLine): string {
  return `phrase-hit-${view.id}`;
}

export interface FinderListProps {
  readonly store: FinderStore;
  readonly finder: LineFinder;
  readonly hits: readonly FoundLine[];
  readonly onSay: (id: string) => void;
}

/** In the place of the suggestions while a line is looked for. */
export function FinderList({ store, finder, hits, onSay }: FinderListProps): ReactNode {
  const view = useStore(store, (state) => state.view);
  const say = (id: string): void => {
    onSay(id);
    store.getState().close();
  };
  switch (view.kind) {
    case 'closed':
      return null;
    case 'search':
      return <Hits query={view.query} selected={view.selected} hits={hits} onSay={say} />;
    case 'kinds':
      return <Kinds store={store} finder={finder} />;
    case 'lines':
      return <LinesOfKind kind={view.of} store={store} lines={finder.linesOf(view.of)} onSay={say} />;
  }
}

interface HitsProps {
  readonly query: string;
  readonly selected: number;
  readonly hits: readonly FoundLine[];
  readonly onSay: (id: string) => void;
}

function Hits({ query, selected, hits, onSay }: HitsProps): ReactNode {
  const { t } = useTranslation('phrases');
  const allLines = useKeyLabel('Alt G');
  const list = useSelectedInView(selected, query);
  if (hits.length === 0) {
    return (
      <p className="phrase-list empty quiet small" role="status">
        {query.trim() === '' ? t('findHint', { allLines }) : t('noLine', { query: query.trim() })}
      </p>
    );
  }
  return (
    <div
      id="phrase-hits"
      ref={list}
      className="phrase-list"
      role="listbox"
      aria-label={t('foundLines')}
      data-testid="phrase-hits"
    >
      {hits.map((hit, index) => (
        <div
          key={hit.view.id}
          id={hitId(hit)}
          role="option"
          aria-selected={index === selected}
          aria-disabled={!hit.isSayable}
          className="phrase-row"
          data-line={hit.view.moment}
          tabIndex={-1}
          onClick={() => {
            if (hit.isSayable) onSay(hit.view.id);
          }}
        >
          <PhraseCells view={hit.view} keyHint={undefined} isSayable={hit.isSayable} />
        </div>
      ))}
    </div>
  );
}

/** A list whose entries have keys of their own: it takes the focus, and with it every key that it knows. */
function KeyedList({
  label,
  testId,
  className,
  onKey,
  onEscape,
  children,
}: {
  readonly label: string;
  readonly testId: string;
  readonly className: string;
  readonly onKey: (index: number) => void;
  readonly onEscape: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = listKeys.findIndex(({ code }) => code === event.code.replace('Numpad', 'Digit'));
    if (event.key === 'Escape') onEscape();
    else if (index >= 0) onKey(index);
    else return;
    event.preventDefault();
  }
  return (
    <div
      ref={ref}
      role="group"
      aria-label={label}
      tabIndex={-1}
      className={className}
      data-testid={testId}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function Kinds({ store, finder }: Pick<FinderListProps, 'store' | 'finder'>): ReactNode {
  const { t } = useTranslation('phrases');
  const kinds = finder.kinds();
  const { openKind, close } = store.getState();
  return (
    <KeyedList
      label={t('allLines')}
      testId="phrase-kinds"
      className="phrase-list phrase-kinds"
      onKey={(index) => {
        const entry = kinds[index];
        if (entry) openKind(entry.kind);
      }}
      onEscape={close}
    >
      {kinds.map(({ kind, count }, index) => (
        <button
          key={kind}
          type="button"
          className="phrase-kind"
          data-kind={kind}
          aria-keyshortcuts={listKeys[index]?.label}
          onClick={() => {
            openKind(kind);
          }}
        >
          <Kbd>{listKeys[index]?.label ?? ''}</Kbd>
          <span className="grow">{t(`moment.${kind}`)}</span>
          <span className="quiet small num">{count}</span>
        </button>
      ))}
    </KeyedList>
  );
}

function LinesOfKind({
  kind,
  store,
  lines,
  onSay,
}: {
  readonly kind: MomentKind;
  readonly store: FinderStore;
  readonly lines: readonly FoundLine[];
  readonly onSay: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation('phrases');
  const { openKinds } = store.getState();
  return (
    <KeyedList
      key={kind}
      label={t(`moment.${kind}`)}
      testId="phrase-kind-lines"
      className="phrase-list"
      onKey={(index) => {
        const line = lines[index];
        if (line?.isSayable) onSay(line.view.id);
      }}
      onEscape={openKinds}
    >
      <div className="row">
        <h3 className="heading">{t(`moment.${kind}`)}</h3>
        <Button className="push" kind="quiet" keyHint="Esc" onClick={openKinds}>
          {t('backToKinds')}
        </Button>
      </div>
      {lines.map((line, index) => (
        <PhraseRow
          key={line.view.id}
          view={line.view}
          keyHint={listKeys[index]?.label}
          shortcut={listKeys[index]?.label}
          isSayable={line.isSayable}
          onSay={onSay}
        />
      ))}
    </KeyedList>
  );
}
