import { memo, type ReactNode } from 'react';
import type { SearchHit, TextRun } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';

export interface HitsProps {
  readonly hits: readonly SearchHit[];
  readonly selected: number;
  readonly areaText: (area: string) => string;
  readonly onOpen: (id: ArticleId) => void;
}

/** What was found, the best first. A key that has no answer yet draws none of it anew. */
export const Hits = memo(function Hits({ hits, selected, areaText, onOpen }: HitsProps): ReactNode {
  const { t } = useTranslation('knowledge');
  const list = useSelectedInView(selected);
  return (
    <div id="knowledge-hits" ref={list} className="hits" role="listbox" aria-label={t('hits')} data-testid="hits">
      {hits.map((hit, index) => (
        <Hit key={hit.id} hit={hit} isSelected={index === selected} areaText={areaText} onOpen={onOpen} />
      ))}
    </div>
  );
});

interface HitProps extends Pick<HitsProps, 'areaText' | 'onOpen'> {
  readonly hit: SearchHit;
  readonly isSelected: boolean;
}

const Hit = memo(function Hit({ hit, isSelected, areaText, onOpen }: HitProps): ReactNode {
  const { t, i18n } = useTranslation('knowledge');
  return (
    <div
      role="option"
      aria-selected={isSelected}
      className="hit"
      tabIndex={-1}
      onClick={() => {
        onOpen(hit.id);
      }}
    >
      <div className="row">
        <ScriptText as="b" lang={hit.lang} className="hit-title grow">
          <Highlighted runs={hit.title} />
        </ScriptText>
        {hit.isExpired ? <Tag tone="danger">{t('expired')}</Tag> : null}
        {hit.isFuture ? <Tag tone="danger">{t('notYetValid')}</Tag> : null}
        {hit.foundBy === 'synonym' ? <Tag>{t('otherWord')}</Tag> : null}
        <Tag>{t(`domain.${hit.domain}`)}</Tag>
      </div>
      <ScriptText as="div" lang={hit.lang} className="hit-snippet">
        <Highlighted runs={hit.snippet} />
      </ScriptText>
      <div className="hit-foot quiet">
        {hit.regions.length > 0 ? `${hit.regions.map(areaText).join(' ')} · ` : ''}
        {t('updated', { date: formatDate(i18n.language, hit.updatedAt) })}
      </div>
    </div>
  );
});

function Highlighted({ runs }: { readonly runs: readonly TextRun[] }): ReactNode {
  return runs.map((run, index) => (run.hit ? <mark key={index}>{run.text}</mark> : run.text));
}
