import type { ReactNode } from 'react';
import type { Article } from '../../../shared/domain/article.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { parseBody, type Block } from './article-body.ts';

export interface ArticleBodyProps {
  readonly article: Article;
  /** The part that the agent stands on, by its place among all of them. */
  readonly chosen: number | undefined;
}

/** The text of an article. Its parts, which can be copied into a ticket, are its paragraphs and the lines of its lists. */
export function ArticleBody({ article, chosen }: ArticleBodyProps): ReactNode {
  let first = 0;
  return (
    <ScriptText as="div" lang={article.lang} className="reader-body">
      {parseBody(article.body).map((block, index) => {
        const from = first;
        first += 'text' in block ? 1 : block.items.length;
        return <BlockView key={index} block={block} chosen={chosen === undefined ? undefined : chosen - from} />;
      })}
    </ScriptText>
  );
}

function BlockView({ block, chosen }: { readonly block: Block; readonly chosen: number | undefined }): ReactNode {
  const mark = (place: number): { 'data-chosen'?: true } => (chosen === place ? { 'data-chosen': true } : {});
  if ('text' in block) {
    const text = <LinkedText text={block.text} />;
    return block.kind === 'heading' ? <h3 {...mark(0)}>{text}</h3> : <p {...mark(0)}>{text}</p>;
  }
  const items = block.items.map((item, index) => (
    <li key={index} {...mark(index)}>
      <LinkedText text={item} />
    </li>
  ));
  return block.kind === 'steps' ? <ol className="article-list">{items}</ol> : <ul className="article-list">{items}</ul>;
}
