import { Suspense, type ReactNode } from 'react';
import type { Article } from '../../../shared/domain/article.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { LinkedText } from '../../ui/linked-text.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { parseBody, textsOf, type Block } from './article-body.ts';

const EnclosedPicture = lazyPart(async () => (await import('./enclosed-picture.tsx')).EnclosedPicture);
const EnclosedRest = lazyPart(async () => (await import('./enclosed-rest.tsx')).EnclosedRest);

export interface ArticleBodyProps {
  readonly article: Article;
  readonly desk: DeskApi;
  /** The part that the agent stands on, by its place among all of them. */
  readonly chosen: number | undefined;
}

/**
 * The text of an article with its pictures and documents. Its parts, which can be copied into a ticket, are its
 * paragraphs and the lines of its lists.
 */
export function ArticleBody({ article, desk, chosen }: ArticleBodyProps): ReactNode {
  const { enclosures = [] } = article;
  const blocks = parseBody(article.body);
  const placed = new Set(blocks.flatMap((block) => (block.kind === 'picture' ? block.name : [])));
  const rest = enclosures.filter(({ name }) => !placed.has(name));
  let first = 0;
  return (
    <>
      <ScriptText as="div" lang={article.lang} className="reader-body">
        {blocks.map((block, index) => {
          const from = first;
          first += textsOf(block).length;
          if (block.kind === 'picture') {
            const enclosure = enclosures.find(({ name }) => name === block.name);
            return enclosure ? (
              <Suspense key={index}>
                <EnclosedPicture desk={desk} article={article} enclosure={enclosure} />
              </Suspense>
            ) : null;
          }
          return <BlockView key={index} block={block} chosen={chosen === undefined ? undefined : chosen - from} />;
        })}
      </ScriptText>
      {rest.length === 0 ? null : (
        <Suspense>
          <EnclosedRest desk={desk} article={article} enclosures={rest} />
        </Suspense>
      )}
    </>
  );
}

type TextBlock = Exclude<Block, { kind: 'picture' }>;

function BlockView({ block, chosen }: { readonly block: TextBlock; readonly chosen: number | undefined }): ReactNode {
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
