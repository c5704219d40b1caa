import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { findType, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { labelIn } from './labels.ts';

export interface QuickCloseProps {
  readonly catalog: TicketCatalog;
  /** Sub-type of the article just read; Enter takes it. */
  readonly suggested: string | undefined;
  readonly onPick: (subType: string) => void;
  readonly onClose: () => void;
}

/** Keys of the entries in order: 1–9, then letters. */
const pickKeys = '123456789abcdefghijklmnopqrstuvwxyz';

/** 咨询办结: the sub-type is the second key, and the consultation is recorded and closed. */
export function QuickClose({ catalog, suggested, onPick, onClose }: QuickCloseProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const subTypes = findType(catalog, 'consultation')?.subTypes ?? [];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLButtonElement>('[data-suggested="true"], button')?.focus();
  }, []);
  const first = subTypes.find((sub) => sub.id === suggested)?.id;
  return (
    <Sheet label={t('quickCloseTitle')} onClose={onClose} className="quick-close">
      <h2>{t('quickCloseTitle')}</h2>
      <p className="quiet small">{t('quickCloseHint')}</p>
      <div
        ref={list}
        className="quick-close-list"
        onKeyDown={(event) => {
          const sub =
            event.ctrlKey || event.altKey || event.metaKey
              ? undefined
              : subTypes[pickKeys.indexOf(event.key.toLowerCase())];
          if (sub && event.key.length === 1) {
            event.preventDefault();
            onPick(sub.id);
          }
        }}
      >
        {subTypes.map((sub, index) => (
          <button
            key={sub.id}
            type="button"
            className="button"
            data-suggested={sub.id === first}
            onClick={() => {
              onPick(sub.id);
            }}
          >
            <Kbd>{(pickKeys[index] ?? '').toUpperCase()}</Kbd>
            {labelIn(sub.label, i18n.language)}
            {sub.id === first ? <span className="push quiet small">{t('fromArticle')}</span> : null}
          </button>
        ))}
      </div>
    </Sheet>
  );
}
