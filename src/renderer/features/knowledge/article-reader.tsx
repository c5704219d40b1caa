import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import { formatDate } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { parseBody, type Block } from './article-body.ts';

export interface ArticleReaderProps {
  readonly entry: CommandOutput<'knowledge:article'>;
  readonly areaText: (area: string) => string;
  readonly onBack: () => void;
  readonly onTranslation: (id: ArticleId) => void;
  readonly onUse: (article: Article) => void;
}

/** One article, readable at arm's length; Escape leads back to the hits. */
export function ArticleReader({ entry, areaText, onBack, onTranslation, onUse }: ArticleReaderProps): ReactNode {
  const { t, i18n } = useTranslation('knowledge');
  const { article, translations } = entry;
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.scrollTo({ top: 0 });
  }, [article.id]);
  return (
    <article ref={top} className="reader" aria-label={article.title} data-testid="reader">
      <div className="row">
        <Button kind="quiet" keyHint="Esc" icon={<Icon name="back" />} onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          className="push"
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
      <ScriptText as="div" lang={article.lang} className="reader-body">
        {parseBody(article.body).map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
      </ScriptText>
      {translations.length > 0 ? (
        <div className="tag-row" aria-label={t('translations')}>
          {translations.map((translation) => (
            <button
              key={translation.id}
              type="button"
              className="button"
              onClick={() => {
                onTranslation(translation.id);
              }}
            >
              <ScriptText lang={translation.lang}>{translation.title}</ScriptText>
            </button>
          ))}
        </div>
      ) : null}
    </article>
  );
}

function BlockView({ block }: { readonly block: Block }): ReactNode {
  if ('text' in block) return block.kind === 'heading' ? <h3>{block.text}</h3> : <p>{block.text}</p>;
  const items = block.items.map((item, index) => <li key={index}>{item}</li>);
  return block.kind === 'steps' ? <ol className="article-list">{items}</ol> : <ul className="article-list">{items}</ul>;
}
