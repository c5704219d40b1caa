import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { ticketTypeSchema } from '../../../shared/domain/ticket.ts';
import type { DayCount } from '../../../shared/domain/ticket-book.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { areaText } from './labels.ts';
import type { TicketBookStore } from './ticket-book-store.ts';

export interface BookDayProps {
  readonly store: TicketBookStore;
  readonly catalog: TicketCatalog | undefined;
}

/** What the agent submitted on a day: by type, by language and by area. */
export function BookDay({ store, catalog }: BookDayProps): ReactNode {
  const { t, i18n } = useTranslation(['book', 'tickets', 'phrases']);
  const { day, dayAt } = useStore(store);
  const isToday = new Date(dayAt).toDateString() === new Date().toDateString();
  const typeText = (key: string): string => t(`tickets:type.${ticketTypeSchema.parse(key)}`);
  const languageText = (key: string): string => (key === '' ? t('book:languageUnknown') : t(`phrases:language.${key}`));
  const nameOfArea = (key: string): string =>
    key === '' ? t('book:areaUnknown') : areaText(catalog, key, i18n.language);
  const open = day?.byType.reduce((sum, each) => sum + each.open, 0) ?? 0;
  return (
    <section className="book-day" aria-label={t('book:pane.day')} data-testid="book-day">
      <div className="row">
        <Button
          kind="quiet"
          icon={<Icon name="back" />}
          aria-label={t('book:dayBefore')}
          title={t('book:dayBefore')}
          onClick={() => void store.actions.changeDay(-1)}
        />
        <h3 className="num">{formatDate(i18n.language, dayAt)}</h3>
        <Button
          kind="quiet"
          className="day-after"
          icon={<Icon name="back" />}
          aria-label={t('book:dayAfter')}
          title={t('book:dayAfter')}
          disabled={isToday}
          onClick={() => void store.actions.changeDay(1)}
        />
        <span role="status" className="quiet">
          {day ? t('book:dayTotal', { tickets: day.tickets, open }) : t('book:loading')}
        </span>
      </div>
      {day?.tickets === 0 ? <p className="quiet">{t('book:noneThatDay')}</p> : null}
      {day && day.tickets > 0 ? (
        <div className="day-plots">
          <svg className="hatching" aria-hidden="true">
            <defs>
              <pattern id="hatched" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="2" height="4" fill="var(--hold)" />
              </pattern>
            </defs>
          </svg>
          <Plot title={t('book:by.type')} parts={day.byType} nameOf={typeText} />
          <Plot title={t('book:by.language')} parts={day.byLanguage} nameOf={languageText} />
          <Plot title={t('book:by.area')} parts={day.byArea} nameOf={nameOfArea} />
        </div>
      ) : null}
    </section>
  );
}

interface PlotProps {
  readonly title: string;
  readonly parts: readonly DayCount[];
  readonly nameOf: (key: string) => string;
}

/** Bars in a table: whoever can't see them reads the same figures. The part that is still open is hatched. */
function Plot({ title, parts, nameOf }: PlotProps): ReactNode {
  const { t } = useTranslation('book');
  const most = Math.max(1, ...parts.map(({ tickets }) => tickets));
  const all = parts.reduce((sum, { tickets }) => sum + tickets, 0);
  return (
    <table className="plot">
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <td />
          <th scope="col">{t('figure.tickets')}</th>
          <th scope="col">
            <svg className="swatch" width="14" height="10" aria-hidden="true">
              <rect width="14" height="10" fill="var(--hold-soft)" />
              <rect width="14" height="10" fill="url(#hatched)" />
            </svg>
            {t('figure.open')}
          </th>
          <th scope="col">{t('figure.share')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, tickets, open }) => (
          <tr key={key}>
            <th scope="row">{nameOf(key)}</th>
            <td className="plot-bar">
              <Bar tickets={tickets} open={open} most={most} />
            </td>
            <td className="num">{tickets}</td>
            <td className="num">{open}</td>
            <td className="num">{Math.round((tickets / all) * 100)}%</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ tickets, open, most }: Omit<DayCount, 'key'> & { readonly most: number }): ReactNode {
  const percent = (count: number): string => `${String((count / most) * 100)}%`;
  return (
    <svg width="100%" height="14" aria-hidden="true">
      <rect x="0" y="2" width={percent(tickets)} height="10" rx="2" fill="var(--accent)" />
      {open > 0 ? (
        <>
          <rect x={percent(tickets - open)} y="2" width={percent(open)} height="10" fill="var(--hold-soft)" />
          <rect x={percent(tickets - open)} y="2" width={percent(open)} height="10" fill="url(#hatched)" />
        </>
      ) : null}
    </svg>
  );
}
