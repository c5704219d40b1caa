import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { LineDraft } from '../../../shared/domain/line-proposal.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import type { PackSheetProps } from './pack-sheet.tsx';
import type { PackStore } from './pack-store.ts';
import { RefusedLines } from './refused-lines.tsx';

type LinePickerProps = Pick<PackSheetProps, 'book' | 'languages' | 'find'> & { readonly store: PackStore };

/** Which line to rewrite: found as in the panel, or all of them; what was not finished stands above. */
export function LinePicker({ book, languages, find, store }: LinePickerProps): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  const { lang, drafts, activeId } = useStore(store);
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const moments = useMemo(
    () => (query.trim() === '' ? book.entries(lang).map(({ moment }) => moment) : find(query, lang)),
    [book, lang, query, find],
  );
  const list = useSelectedInView(selected, query);
  const begin = (moment: Moment): void => {
    store.actions.begin(moment.id, book.line(lang, moment.id));
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const moment = moments[selected];
    if (event.key === 'ArrowDown') setSelected(Math.min(selected + 1, Math.max(0, moments.length - 1)));
    else if (event.key === 'ArrowUp') setSelected(Math.max(selected - 1, 0));
    else if (event.key === 'Enter' && moment) begin(moment);
    else return;
    event.preventDefault();
  }

  return (
    <div className="pack-picker">
      <div className="row">
        <select
          className="input pack-language"
          aria-label={t('packs:language')}
          name="pack-language"
          value={lang}
          onChange={(event) => {
            const chosen = languages.find((each) => each === event.target.value);
            if (chosen) store.actions.choose(chosen);
            setSelected(0);
          }}
        >
          {languages.map((each) => (
            <option key={each} value={each}>
              {t(`phrases:language.${each}`)}
            </option>
          ))}
        </select>
        <div className="search-box grow">
          <Icon name="search" />
          <input
            data-first
            type="search"
            role="combobox"
            name="pack-search"
            aria-label={t('packs:search')}
            title={t('packs:searchHint')}
            placeholder={t('packs:search')}
            aria-expanded={moments.length > 0}
            aria-controls={moments.length > 0 ? 'pack-lines' : undefined}
            aria-activedescendant={moments[selected] ? optionId(moments[selected]) : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setSelected(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <RefusedLines store={store} />
      <Drafts drafts={drafts} activeId={activeId} store={store} />
      {moments.length === 0 ? (
        <p className="quiet small pack-none" role="status">
          {t('packs:noHits')}
        </p>
      ) : (
        <div
          id="pack-lines"
          ref={list}
          className="pack-lines"
          role="listbox"
          aria-label={t('packs:search')}
          data-testid="pack-lines"
        >
          {moments.map((moment, index) => (
            <Option
              key={moment.id}
              {...{ moment, book, lang }}
              isSelected={index === selected}
              onPick={() => {
                setSelected(index);
                begin(moment);
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function optionId({ id }: Moment): string {
  return `pack-line-${id}`;
}

function Option({
  moment,
  book,
  lang,
  isSelected,
  onPick,
}: Pick<PackSheetProps, 'book'> & {
  readonly moment: Moment;
  readonly lang: LineDraft['lang'];
  readonly isSelected: boolean;
  readonly onPick: () => void;
}): ReactNode {
  const { t } = useTranslation('phrases');
  const line = book.line(lang, moment.id);
  const mandarin = book.line('zh-Hans', moment.id);
  return (
    <div
      id={optionId(moment)}
      role="option"
      aria-selected={isSelected}
      className="pack-line"
      data-line={moment.id}
      tabIndex={-1}
      onClick={onPick}
    >
      <span className="row">
        <span className="quiet small grow">{t(`moment.${moment.kind}`)}</span>
        {line?.status === 'approved' ? null : (
          <Tag tone="draft">{t(line ? `status.${line.status}` : 'status.missing')}</Tag>
        )}
      </span>
      <ScriptText as="span" lang={line ? lang : 'zh-Hans'} className="pack-line-text">
        {line?.text ?? mandarin?.text ?? ''}
      </ScriptText>
    </div>
  );
}

function Drafts({
  drafts,
  activeId,
  store,
}: {
  readonly drafts: readonly LineDraft[];
  readonly activeId: string | undefined;
  readonly store: PackStore;
}): ReactNode {
  const { t } = useTranslation('packs');
  if (drafts.length === 0) return null;
  return (
    <section className="pack-drafts" aria-label={t('drafts')}>
      <h3 className="heading">{t('drafts')}</h3>
      {drafts.map((draft) => (
        <button
          key={draft.id}
          type="button"
          className="pack-draft"
          aria-current={draft.id === activeId}
          data-line={draft.moment}
          onClick={() => {
            store.actions.resume(draft.id);
          }}
        >
          <ScriptText as="span" lang={draft.lang} className="clip">
            {draft.text.trim() === '' ? draft.moment : draft.text}
          </ScriptText>
        </button>
      ))}
    </section>
  );
}
