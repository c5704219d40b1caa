import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CustomerDraft, CustomerHit } from '../../../shared/domain/customer-file.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import type { CustomerStore, NewCustomerContext } from './customer-store.ts';

export interface CustomerSearchProps {
  readonly store: CustomerStore;
  readonly newContext: NewCustomerContext;
}

/** Finding a customer as one types, from this machine's own directory. */
export function CustomerSearch({ store, newContext }: CustomerSearchProps): ReactNode {
  const { t } = useTranslation('customer');
  const { query, hits, selected, asked } = useStore(store);
  const selectedHit = hits[selected];
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.select();
  }, [asked]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const { move, openSelected } = store.getState();
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') openSelected();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="search-box customer-search">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          role="combobox"
          name="customerQuery"
          aria-expanded={hits.length > 0}
          aria-controls={hits.length > 0 ? 'customer-hits' : undefined}
          aria-activedescendant={selectedHit ? hitId(selectedHit) : undefined}
          aria-label={t('search')}
          aria-keyshortcuts={useShortcut('Alt K')}
          placeholder={t('searchPlaceholder')}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={query}
          onChange={(event) => {
            store.getState().type(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>Alt K</Kbd>
      </div>
      <Undecided store={store} />
      <Drafts store={store} />
      <Hits store={store} />
      <div className="panel-foot">
        <Button
          onClick={() => {
            store.getState().startNew(newContext);
          }}
        >
          {t('newCustomer')}
        </Button>
      </div>
    </>
  );
}

function Undecided({ store }: { readonly store: CustomerStore }): ReactNode {
  const { t } = useTranslation('customer');
  const undecided = useStore(store, (state) => state.undecided);
  if (undecided.length === 0) return null;
  return (
    <section className="pane undecided" aria-label={t('undecided', { count: undecided.length })}>
      <h2 className="heading">{t('undecided', { count: undecided.length })}</h2>
      <div className="button-list">
        {undecided.map((hit) => (
          <Button key={hit.id} onClick={() => void store.getState().read(hit.id)}>
            <ScriptText lang={langByScript(hit.name)}>{hit.name}</ScriptText>
          </Button>
        ))}
      </div>
    </section>
  );
}

function Drafts({ store }: { readonly store: CustomerStore }): ReactNode {
  const { t } = useTranslation('customer');
  const drafts = useStore(store, (state) => state.drafts);
  if (drafts.length === 0) return null;
  const nameOf = ({ form, customerId }: CustomerDraft): string =>
    form.name.trim() === '' ? t(customerId === undefined ? 'newCustomer' : 'correction') : form.name;
  return (
    <section className="pane" aria-label={t('drafts')}>
      <h2 className="heading">{t('drafts')}</h2>
      <div className="button-list">
        {drafts.map((draft) => (
          <Button
            key={draft.id}
            onClick={() => {
              store.getState().resume(draft.id);
            }}
          >
            <ScriptText lang={langByScript(nameOf(draft))}>{nameOf(draft)}</ScriptText>
          </Button>
        ))}
      </div>
    </section>
  );
}

function Hits({ store }: { readonly store: CustomerStore }): ReactNode {
  const { t } = useTranslation('customer');
  const { query, hits, hasMore, selected } = useStore(store);
  const list = useSelectedInView(selected);
  if (query.trim() === '' || hits.length === 0) {
    return (
      <div className="hits empty quiet small" role="status">
        {query.trim() === '' ? null : <p>{t('noCustomer')}</p>}
        <p>{t('searchHint')}</p>
      </div>
    );
  }
  return (
    <>
      <div
        id="customer-hits"
        ref={list}
        className="hits"
        role="listbox"
        aria-label={t('hits')}
        data-testid="customer-hits"
      >
        {hits.map((hit, index) => (
          <Hit
            key={hit.id}
            hit={hit}
            isSelected={index === selected}
            onOpen={() => void store.getState().read(hit.id)}
          />
        ))}
      </div>
      {hasMore ? <p className="more-hits quiet small">{t('moreHits')}</p> : null}
    </>
  );
}

/** For the field to say which of them Enter opens. */
function hitId({ id }: CustomerHit): string {
  return `customer-hit-${id}`;
}

export interface HitProps {
  readonly hit: CustomerHit;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
}

function Hit({ hit, isSelected, onOpen }: HitProps): ReactNode {
  return (
    <div id={hitId(hit)} role="option" aria-selected={isSelected} className="hit" tabIndex={-1} onClick={onOpen}>
      <HitText hit={hit} />
    </div>
  );
}

/** The same few lines wherever a customer has to be told from another. */
export function HitText({ hit }: { readonly hit: CustomerHit }): ReactNode {
  const { t } = useTranslation('customer');
  const numbers = [hit.phone, hit.accountNo].filter((number) => number !== undefined);
  return (
    <>
      <div className="row">
        <ScriptText as="b" lang={langByScript(hit.name)} className="hit-title grow">
          {hit.name} {hit.salutation}
        </ScriptText>
        {hit.isSpecialHandling ? <Tag tone="danger">{t('specialShort')}</Tag> : null}
        {hit.isUnsent ? <Tag tone="hold">{t('unsent')}</Tag> : null}
      </div>
      {numbers.length > 0 ? <div className="small num">{numbers.join(' · ')}</div> : null}
      {hit.address ? (
        <ScriptText as="div" lang={langByScript(hit.address)} className="hit-snippet">
          {hit.address}
        </ScriptText>
      ) : null}
    </>
  );
}
