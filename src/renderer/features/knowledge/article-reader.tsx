import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Article } from '../../../shared/domain/article.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { formatDate } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ArticleBody } from './article-blocks.tsx';

export interface ArticleReaderProps {
  readonly desk: DeskApi;
  readonly entry: CommandOutput<'knowledge:article'>;
  readonly areaText: (area: string) => string;
  readonly onBack: () => void;
  readonly onUse: (article: Article) => void;
  readonly onProcedure: (() => void) | undefined;
  /** The part that the agent stands on. */
  readonly part: number | undefined;
  /** How good it is. */
  readonly state: ReactNode;
  /** Below it: what is the agent's own about it. */
  readonly children: ReactNode;
}

/** One article, readable at arm's length; Escape leads back to the hits. */
export function ArticleReader(props: ArticleReaderProps): ReactNode {
  const { entry, areaText, onBack, onUse, part } = props;
  const { t, i18n } = useTranslation('knowledge');
  const { article } = entry;
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.scrollTo({ top: 0 });
  }, [article.id]);
  useEffect(() => {
    top.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [part]);
  return (
    <article ref={top} className="reader" aria-label={article.title} data-testid="reader">
      <div className="row reader-bar">
        <Button kind="quiet" keyHint="Esc" icon={<Icon name="back" />} onClick={onBack}>
          {t('back')}
        </Button>
        {props.onProcedure ? (
          <Button className="push" keyHint="Alt ⇧ S" onClick={props.onProcedure}>
            {t('procedure')}
          </Button>
        ) : null}
        <Button
          {...(props.onProcedure ? {} : { className: 'push' })}
          keyHint="Alt U"
          onClick={() => {
            onUse(article);
          }}
        >
          {t('use')}
        </Button>
      </div>
      <ScriptText as="h2" lang={article.lang}>
        {article.title}
      </ScriptText>
      <div className="tag-row">
        <Tag>{t(`domain.${article.domain}`)}</Tag>
        {article.selfService ? <Tag tone="accent">{t('selfService')}</Tag> : null}
        {article.regions.map((area) => (
          <Tag key={area}>{areaText(area)}</Tag>
        ))}
        <Tag>{t('updated', { date: formatDate(i18n.language, article.updatedAt) })}</Tag>
        {article.lang === 'bo' ? <Tag tone="draft">{t('translationDraft')}</Tag> : null}
      </div>
      {props.state}
      <ArticleBody article={article} desk={props.desk} chosen={part} />
      {props.children}
    </article>
  );
}
