import { memo, useEffect, useState, type ReactNode } from 'react';
import type { SearchHit, TextRun } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { afterPaint } from '../../ui/use-is-painted.ts';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';

export interface HitsProps {
  readonly hits: readonly SearchHit[];
  /** Which answer they are: another number, another question. */
  readonly turn: number;
  readonly selected: number;
  readonly areaText: (area: string) => string;
  readonly onOpen: (id: ArticleId) => void;
}

/** Pixels of a low row: about as many as the window holds of them are in view at most. */
const lowRow = 100;

/**
 * What was found, the best first. A key that has no answer yet draws none of it anew, and what is below the window comes
 * a frame after what is in it: laying all of it out takes longer than finding it.
 */
export const Hits = memo(function Hits({ hits, turn, selected, areaText, onOpen }: HitsProps): ReactNode {
  const { t } = useTranslation('knowledge');
  const list = useSelectedInView(selected);
  const [wholeTurn, setWholeTurn] = useState(-1);
  const inView = Math.ceil(window.innerHeight / lowRow);
  const isWhole = wholeTurn === turn || selected >= inView;
  useEffect(() => {
    list.current?.scrollTo({ top: 0 });
    return afterPaint(() => {
      setWholeTurn(turn);
    });
  }, [list, turn]);
  return (
    <div id="knowledge-hits" ref={list} className="hits" role="listbox" aria-label={t('hits')} data-testid="hits">
      {(isWhole ? hits : hits.slice(0, inView)).map((hit, index) => (
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
