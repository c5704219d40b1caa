import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Notice } from '../../shared/domain/notice.ts';
import { NoticeFacts } from '../features/notices/notice-facts.tsx';
import { areaText } from '../features/tickets/labels.ts';
import { formatDateTime } from '../i18n/format.ts';
import { useTranslation } from '../i18n/texts.tsx';
import { LinkedText } from '../ui/linked-text.tsx';
import { ScriptText } from '../ui/script-text.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Stores } from './stores.ts';

export interface NoticeListProps {
  readonly stores: Stores;
}

/** What the centre wants known: by kind and area, as soon as there is something to choose from. */
export function NoticeList({ stores }: NoticeListProps): ReactNode {
  const { t, i18n } = useTranslation('customer');
  const { t: common } = useTranslation();
  const notices = useStore(stores.notices, (state) => state.notices);
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const [kind, setKind] = useState('');
  const [area, setArea] = useState('');
  if (notices.length === 0) return null;
  const toArea = (id: string): string => areaText(catalog, id, i18n.language);
  const kinds = [...new Set(notices.map((notice) => notice.kind))];
  const areas = [...new Set(notices.flatMap((notice) => notice.areas))];
  // A choice that no notice has any more narrows nothing.
  const isOfKind = (notice: Notice): boolean => !kinds.some((one) => one === kind) || notice.kind === kind;
  const isOfArea = (notice: Notice): boolean =>
    !areas.includes(area) || notice.areas.length === 0 || notice.areas.includes(area);
  const shown = notices.filter((notice) => isOfKind(notice) && isOfArea(notice));
  return (
    <section aria-label={common('notices')} data-testid="notices">
      <div className="row">
        <h2 className="heading grow">{common('notices')}</h2>
        {kinds.length > 1 ? (
          <Choice
            name="noticeKind"
            label={t('noticeKind')}
            value={kind}
            onChange={setKind}
            choices={kinds.map((one) => [one, t(`notice.${one}`)])}
          />
        ) : null}
        {areas.length > 1 ? (
          <Choice
            name="noticeArea"
            label={t('noticeArea')}
            value={area}
            onChange={setArea}
            choices={areas.map((one) => [one, toArea(one)])}
          />
        ) : null}
      </div>
      {shown.map((notice) => (
        <article key={notice.id} className="notice-item">
          <div className="row">
            <Tag tone="hold">{t(`notice.${notice.kind}`)}</Tag>
            <ScriptText as="b" lang="zh-Hans">
              {notice.title}
            </ScriptText>
            <span className="push quiet small num">
              {t('noticeUntil', { time: formatDateTime(i18n.language, notice.validUntil) })}
            </span>
          </div>
          <ScriptText as="p" lang="zh-Hans" className="quiet small">
            <LinkedText text={notice.body} />
          </ScriptText>
          <NoticeFacts notice={notice} areaText={toArea} />
        </article>
      ))}
    </section>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly (readonly [string, string])[];
}

function Choice({ name, label, value, onChange, choices }: ChoiceProps): ReactNode {
  return (
    <select
      className="input notice-choice"
      name={name}
      aria-label={label}
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      <option value="">{label}</option>
      {choices.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
