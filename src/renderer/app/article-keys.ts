import { partsOf } from '../features/knowledge/article-body.ts';
import type { Stores } from './stores.ts';
import { writeLine } from './ticket-draft.ts';
import type { CallView } from './use-call-view.ts';

/** What a key about the open article does now; nothing while none is open. */
export function articleDeed(
  id: 'copyPart' | 'pinArticle' | 'helped' | 'notRight',
  stores: Stores,
  view: CallView,
): (() => void) | undefined {
  if (!stores.knowledge.getState().open) return undefined;
  switch (id) {
    case 'pinArticle':
      return stores.marks.togglePin;
    case 'helped':
      return stores.marks.helped;
    case 'notRight':
      return () => {
        stores.marks.notRight(view.call?.state.facts.callId);
      };
    case 'copyPart':
      return () => {
        copyPart(stores, view);
      };
  }
}

/** What is marked in the open article, else the part the agent stands on; empty where there is neither. */
function chosenText(stores: Stores): string {
  const selection = getSelection();
  const inReader = selection?.anchorNode?.parentElement?.closest('.reader-body') ?? null;
  const marked = inReader === null ? '' : (selection?.toString().trim() ?? '');
  if (marked !== '') return marked;
  const { open, part } = stores.knowledge.getState();
  return open && part !== undefined ? (partsOf(open.article.body)[part] ?? '') : '';
}

/** Into the ticket of this call; the agent stays where he reads. Without a part, the first is the one he stands on. */
export function copyPart(stores: Stores, view: CallView): void {
  const text = chosenText(stores);
  const { open, movePart } = stores.knowledge.getState();
  if (text === '') movePart(1);
  else writeLine(stores, view, text, open?.article);
}
