import { placedName } from '../../../shared/text/plain-text.ts';

export type Block =
  /** The place of the picture of that name. */
  | { readonly kind: 'picture'; readonly name: string }
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] };

/**
 * Splits an article's body into blocks: `## ` headings, `- ` and `1. ` lists, `![name]` on a line of its own, paragraphs
 * split by a blank line. Nothing else is markup, so no text of the centre can bring elements or addresses of its own.
 */
export function parseBody(body: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of body.split(/\n{2,}/)) {
    for (const line of chunk.split('\n')) append(blocks, line.trim());
    blocks.push({ kind: 'paragraph', text: '' });
  }
  return blocks.filter((block) => !('text' in block) || block.text !== '');
}

function append(blocks: Block[], line: string): void {
  if (line === '') return;
  const name = placedName(line);
  if (name !== undefined) {
    blocks.push({ kind: 'picture', name });
    return;
  }
  const last = blocks.at(-1);
  const step = /^\d+\.\s+(.*)$/.exec(line);
  const kind = step ? 'steps' : line.startsWith('- ') ? 'list' : undefined;
  if (kind) {
    const item = step?.[1] ?? line.slice(2);
    if (last?.kind === kind && 'items' in last) blocks[blocks.length - 1] = { kind, items: [...last.items, item] };
    else blocks.push({ kind, items: [item] });
    return;
  }
  if (line.startsWith('## ')) {
    blocks.push({ kind: 'heading', text: line.slice(3) });
  } else if (last?.kind === 'paragraph' && last.text !== '') {
    blocks[blocks.length - 1] = { kind: 'paragraph', text: `${last.text}\n${line}` };
  } else {
    blocks.push({ kind: 'paragraph', text: line });
  }
}

/** The parts of an article in reading order, as a ticket takes them over: paragraphs and lines of lists. */
export function partsOf(body: string): string[] {
  return parseBody(body).flatMap((block) => textsOf(block));
}

/** Of a picture none. */
export function textsOf(block: Block): readonly string[] {
  if ('text' in block) return [block.text];
  return 'items' in block ? block.items : [];
}
