import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Colleague } from '../../../shared/domain/colleague.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Presence } from './presence.tsx';

/** One place or person that a call can go to. */
export interface HandOverPlace {
  readonly address: string;
  readonly name: string;
  readonly kind: 'queue' | 'colleague' | 'leader' | 'outside';
  readonly languages: readonly CallerLanguage[];
  /** Speaks what this caller speaks. */
  readonly isFitting: boolean;
  /** Of a person whom the centre knows: where he stood when it told last. */
  readonly presence?: Colleague['kind'];
}

export interface HandOverSheetProps {
  readonly purpose: 'transfer' | 'consult';
  readonly places: readonly HandOverPlace[];
  readonly languageText: (language: CallerLanguage) => string;
  /** Said where nobody knows how the colleagues stand now. */
  readonly staleText: string | undefined;
  /** Somebody of the list, or what was typed. */
  readonly onPlace: (place: HandOverPlace) => void;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/** A large centre is searched, not scrolled through. */
const shownPlaces = 50;

/** 释放转 or 咨询: whom to. Typing finds names and languages of the list, or is a number of its own. */
export function HandOverSheet(props: HandOverSheetProps): ReactNode {
  const { t } = useTranslation('phone');
  const { purpose, places, languageText, staleText, onPlace, onText, onClose } = props;
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, []);
  const wanted = text.trim().toLowerCase();
  // The beginning of a number is not yet that number: only a name may be given in part.
  const isNumber = /^[+\d*#\s-]+$/.test(wanted);
  const found = places.filter((place) =>
    isNumber
      ? place.address === wanted
      : [place.name, ...place.languages.map(languageText)].some((word) => word.toLowerCase().includes(wanted)),
  );
  function choose(place: HandOverPlace | undefined): void {
    if (place) onPlace(place);
    else if (wanted !== '') onText(text.trim());
  }
  const title = t(purpose === 'transfer' ? 'transferTo' : 'consultWhom');
  return (
    <Sheet label={title} onClose={onClose} className="hand-over">
      <h2>{title}</h2>
      <p className="quiet small">{t(purpose === 'transfer' ? 'transferHint' : 'consultHint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          choose(wanted === '' ? undefined : found[0]);
        }}
      >
        <div className="row">
          <input
            ref={input}
            className="input grow"
            name="handOver"
            autoComplete="off"
            spellCheck={false}
            aria-label={t('handOverField')}
            placeholder={t('handOverField')}
            maxLength={200}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
            onKeyDown={(event) => {
              // Without a word in the line, the figure in front of a place takes it.
              const figure = event.altKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
              const place = figure === undefined || wanted !== '' ? undefined : places[Number(figure) - 1];
              if (!place) return;
              event.preventDefault();
              onPlace(place);
            }}
          />
          <Button type="submit" kind="primary" keyHint="↵" disabled={wanted === ''}>
            {wanted !== '' && found[0] ? found[0].name : t(purpose === 'transfer' ? 'transfer' : 'consult')}
          </Button>
        </div>
      </form>
      {staleText === undefined ? null : (
        <p className="small stale-list" data-testid="colleagues-stale">
          {staleText}
        </p>
      )}
      <div className="hand-over-list">
        {found.slice(0, shownPlaces).map((place, index) => (
          <button
            key={place.address}
            type="button"
            className="hand-over-place"
            data-testid={`place-${place.address}`}
            onClick={() => {
              onPlace(place);
            }}
          >
            {wanted === '' && index < 9 ? <Kbd>{`Alt ${String(index + 1)}`}</Kbd> : null}
            <span className="grow clip" title={place.name}>
              {place.name}
            </span>
            {place.presence ? <Presence kind={place.presence} /> : null}
            {place.isFitting ? <Tag tone="call">{t('fitsCaller')}</Tag> : null}
            <Tag>{t(`place.${place.kind}`)}</Tag>
            <span className="num quiet small">{place.address}</span>
          </button>
        ))}
        {found.length === 0 ? <p className="quiet small">{t('noPlace')}</p> : null}
      </div>
      <Button kind="quiet" keyHint="Esc" onClick={onClose}>
        {t('back')}
      </Button>
    </Sheet>
  );
}
