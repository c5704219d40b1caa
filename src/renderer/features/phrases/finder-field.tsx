import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeyLabel, useShortcut } from '../../ui/key-labels.ts';
import { hitId } from './finder-list.tsx';
import type { FinderStore, FoundLine } from './line-finder.ts';

export interface FinderFieldProps {
  readonly store: FinderStore;
  /** What the query finds, as the list shows it. */
  readonly hits: readonly FoundLine[];
  readonly onSay: (id: string) => void;
}

/** Looks for a line by its letters, its sound, its spelling or what it means. */
export function FinderField({ store, hits, onSay }: FinderFieldProps): ReactNode {
  const allLines = useKeyLabel('Alt G');
  const { t } = useTranslation('phrases');
  const { view, asked } = useStore(store);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked > 0) input.current?.select();
  }, [asked]);
  const isOpen = view.kind === 'search' && hits.length > 0;
  const selected = view.kind === 'search' ? hits[view.selected] : undefined;

  function onKeyDown(event: KeyboardEvent): void {
    // What an input method is still putting together is no key for the list.
    if (event.nativeEvent.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { select, close } = store.getState();
    const at = view.kind === 'search' ? view.selected : 0;
    if (event.key === 'ArrowDown') select(Math.min(at + 1, Math.max(0, hits.length - 1)));
    else if (event.key === 'ArrowUp') select(Math.max(at - 1, 0));
    else if (event.key === 'Enter') {
      if (selected?.isSayable) {
        onSay(selected.view.id);
        leave(input.current);
        close();
      }
    } else if (event.key === 'Escape') {
      leave(input.current);
      close();
    } else return;
    event.preventDefault();
  }

  return (
    <div className="search-box phrase-search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        role="combobox"
        name="phraseQuery"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'phrase-hits' : undefined}
        aria-activedescendant={selected ? hitId(selected) : undefined}
        aria-label={t('find')}
        title={t('findHint', { allLines })}
        aria-keyshortcuts={useShortcut('Alt F')}
        placeholder={t('find')}
        spellCheck={false}
        autoComplete="off"
        maxLength={100}
        value={view.kind === 'search' ? view.query : ''}
        onChange={(event) => {
          store.getState().type(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <Kbd>Alt F</Kbd>
    </div>
  );
}

/** The keys of the call are plain keys again. */
function leave(field: HTMLInputElement | null): void {
  field?.blur();
}
