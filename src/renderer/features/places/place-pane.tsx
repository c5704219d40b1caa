import type { TFunction } from 'i18next';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { landmarkKinds, serviceKinds, type Place, type ServiceKind } from '../../../shared/domain/place.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import {
  findPlaces,
  indexPlaces,
  nearestTo,
  type IndexedPlace,
  type NearPlace,
} from '../../../shared/places/find-places.ts';
import { recordTexts } from '../../i18n/record-texts.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import './places.css';

export interface PlacePaneProps {
  readonly desk: DeskApi;
  readonly onClose: () => void;
  /** A line about what is near, for the ticket. */
  readonly onUse: (line: string) => void;
}

const placesShown = 12;
const kinds = ['all', ...serviceKinds] as const;
type Kind = (typeof kinds)[number];

/** From what a caller names to what is nearest: found, chosen, read out, all by the keyboard. */
export function PlacePane({ desk, onClose, onUse }: PlacePaneProps): ReactNode {
  const { t } = useTranslation('places');
  const [places, setPlaces] = useState<readonly IndexedPlace[]>([]);
  const [error, setError] = useState<AppError>();
  const [query, setQuery] = useState('');
  const [from, setFrom] = useState<Place>();
  const [kind, setKind] = useState<Kind>('all');
  const [selected, setSelected] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useSelectedInView(selected, from);
  useEffect(() => {
    field.current?.focus();
    void desk.invoke('places:all', {}).then((result) => {
      if (result.ok) setPlaces(indexPlaces(result.value));
      else setError(result.error);
    });
  }, [desk]);
  const found = useMemo(() => findPlaces(places, query, placesShown), [places, query]);
  const near = useMemo(() => (from ? nearestTo(places, from, kind, placesShown) : []), [places, from, kind]);
  const count = from ? near.length : found.length;
  const chosen = from && near[selected];

  function choose(place: Place): void {
    setFrom(place);
    setSelected(0);
  }
  function leave(): void {
    setFrom(undefined);
    setSelected(0);
    field.current?.focus();
  }
  function stepKind(step: 1 | -1): void {
    setKind(kinds[(kinds.indexOf(kind) + step + kinds.length) % kinds.length] ?? 'all');
    setSelected(0);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey) return;
    const place = found[selected];
    if (event.key === 'ArrowDown') setSelected(Math.min(count - 1, selected + 1));
    else if (event.key === 'ArrowUp') setSelected(Math.max(0, selected - 1));
    else if (from && event.key === 'ArrowRight') stepKind(1);
    else if (from && event.key === 'ArrowLeft') stepKind(-1);
    else if (event.key === 'Enter' && from && chosen) onUse(lineOf(from, chosen));
    else if (event.key === 'Enter' && !from && place) choose(place);
    else if (event.key === 'Escape' && from) leave();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }
  return (
    <section className="places" aria-label={t('panel')} data-testid="places">
      <div className="search-box">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={count > 0 ? 'place-hits' : undefined}
          aria-label={t('find')}
          placeholder={t('find')}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            leave();
          }}
          onKeyDown={onKeyDown}
        />
        <Button kind="quiet" keyHint="Esc" onClick={from ? leave : onClose}>
          {t(from ? 'other' : 'toSearch')}
        </Button>
      </div>
      <ErrorNote error={error} />
      {from ? <NearHead from={from} kind={kind} onKind={setKind} /> : null}
      {count === 0 ? (
        <p className="hits empty quiet small" role="status">
          {from ? t('noneNear') : query.trim() === '' ? t('idle') : t('none', { query: query.trim() })}
        </p>
      ) : (
        <div id="place-hits" ref={list} className="hits" role="listbox" aria-label={t('panel')}>
          {from
            ? near.map((each, index) => (
                <NearRow
                  key={each.place.id}
                  near={each}
                  isSelected={index === selected}
                  onClick={() => {
                    onUse(lineOf(from, each));
                  }}
                />
              ))
            : found.map((place, index) => (
                <FoundRow
                  key={place.id}
                  place={place}
                  isSelected={index === selected}
                  onClick={() => {
                    choose(place);
                    field.current?.focus();
                  }}
                />
              ))}
        </div>
      )}
      {from && chosen ? (
        <NearFoot
          onUse={() => {
            onUse(lineOf(from, chosen));
            field.current?.focus();
          }}
        />
      ) : null}
    </section>
  );
}

/** What the key does to the place that is chosen. */
function NearFoot({ onUse }: { readonly onUse: () => void }): ReactNode {
  const { t } = useTranslation('places');
  return (
    <div className="row near-foot">
      <Button className="push" keyHint="↵" onClick={onUse}>
        {t('toTicket')}
      </Button>
    </div>
  );
}

/** All names of a place: the caller may use any of them. */
function PlaceName({ place: { names } }: { readonly place: Place }): ReactNode {
  const han = names['zh-Hant'] ?? names['zh-Hans'];
  return (
    <span className="grow">
      {han === undefined ? null : (
        <ScriptText as="b" lang={names['zh-Hant'] === undefined ? 'zh-Hans' : 'zh-Hant'} className="hit-title">
          {han}
        </ScriptText>
      )}{' '}
      {names.en === undefined ? null : <ScriptText lang="en">{names.en}</ScriptText>}{' '}
      {names.bo === undefined ? null : <ScriptText lang="bo">{names.bo}</ScriptText>}
    </span>
  );
}

interface FoundRowProps {
  readonly place: Place;
  readonly isSelected: boolean;
  readonly onClick: () => void;
}

function FoundRow({ place, isSelected, onClick }: FoundRowProps): ReactNode {
  const { t } = useTranslation('places');
  return (
    <div role="option" aria-selected={isSelected} className="hit" tabIndex={-1} onClick={onClick}>
      <div className="row">
        <PlaceName place={place} />
        <Tag tone={landmarkKinds.some((each) => each === place.kind) ? 'plain' : 'accent'}>
          {t(`kind.${place.kind}`)}
        </Tag>
      </div>
    </div>
  );
}

interface NearHeadProps {
  readonly from: Place;
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
}

function NearHead({ from, kind, onKind }: NearHeadProps): ReactNode {
  const { t } = useTranslation('places');
  return (
    <div className="near-head">
      <h2>{t('near', { place: nameOf(from) })}</h2>
      <div className="tag-row" role="group" aria-label={t('kinds')}>
        {kinds.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={each === kind}
            tabIndex={-1}
            onClick={() => {
              onKind(each);
            }}
          >
            {t(`kind.${each}`)}
          </button>
        ))}
        <span className="quiet small">{t('straight')}</span>
      </div>
    </div>
  );
}

interface NearRowProps {
  readonly near: NearPlace;
  readonly isSelected: boolean;
  readonly onClick: () => void;
}

function NearRow({ near: { place, metres }, isSelected, onClick }: NearRowProps): ReactNode {
  const { t } = useTranslation('places');
  const kind: ServiceKind | Place['kind'] = place.kind;
  return (
    <div role="option" aria-selected={isSelected} className="hit" tabIndex={-1} data-kind={kind} onClick={onClick}>
      <div className="row">
        <PlaceName place={place} />
        <Tag>{t(`kind.${kind}`)}</Tag>
        <b className="num">{distanceOf(t, metres)}</b>
      </div>
      <div className="hit-foot quiet">{restOf(place).join(' · ')}</div>
    </div>
  );
}

function nameOf({ names }: Place): string {
  return names['zh-Hans'] ?? names['zh-Hant'] ?? names.en ?? names.bo ?? '';
}

function restOf({ address, hours, phone }: Place): string[] {
  return [address, hours, phone].filter((each) => each !== undefined);
}

/** To ten metres, beyond a kilometre to a tenth: the coordinates say no more. */
function distanceOf(t: TFunction<'places'>, metres: number): string {
  return metres < 1000
    ? t('metres', { metres: Math.max(10, Math.round(metres / 10) * 10) })
    : t('kilometres', { kilometres: (metres / 1000).toFixed(1) });
}

/** For the ticket. */
function lineOf(from: Place, { place, metres }: NearPlace): string {
  const t = recordTexts('places');
  return t('ticketLine', {
    place: nameOf(from),
    name: nameOf(place),
    distance: distanceOf(t, metres),
    rest: restOf(place)
      .map((each) => ` · ${each}`)
      .join(''),
  });
}
