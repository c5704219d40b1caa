import { createHash } from 'node:crypto';
import type { KnowledgeStoreOptions } from '../knowledge-store.ts';
import type { Rows } from './apply-page.ts';

/** Name under which the digest of the starter content last taken over is kept. */
const stateName = 'starter';

type Starter = KnowledgeStoreOptions['starter'];

/** Whether the file holds exactly this starter content, as far as the centre left it in use. */
export function isStarterCurrent({ content }: Rows, starter: Starter): boolean {
  return content.state(stateName) === digestOf(starter);
}

/**
 * Takes over the content bundled with the app: new and changed texts are written, those no longer bundled removed. What
 * the centre sent or withdrew under the same id stays as the centre wants it. The caller opens the transaction.
 */
export function takeOverStarter({ articles, content }: Rows, starter: Starter): void {
  const bundled = new Set<string>(starter.articles.map(({ id }) => id));
  for (const id of articles.starterIds()) if (!bundled.has(id)) articles.drop(id);
  for (const article of starter.articles) {
    const isCentres = articles.sourceOf(article.id) === 'centre' || content.isWithdrawn('knowledge', article.id);
    if (!isCentres) articles.put(article, 'starter');
  }
  const languages = new Set<string>(starter.packs.map(({ lang }) => lang));
  for (const lang of content.starterPacks()) if (!languages.has(lang)) content.dropPack(lang);
  for (const pack of starter.packs) {
    const isCentres = content.packSource(pack.lang) === 'centre' || content.isWithdrawn('phrases', pack.lang);
    if (!isCentres) content.putPack(pack, 'starter');
  }
  content.setState(stateName, digestOf(starter));
}

function digestOf(starter: Starter): string {
  return createHash('sha256').update(JSON.stringify(starter)).digest('base64url');
}
