import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { Handlers } from './handlers.ts';

export function knowledgeHandlers(
  knowledge: KnowledgeHost,
  now: () => number,
): Pick<Handlers, 'phrases:packs' | 'notices:list' | 'knowledge:search' | 'knowledge:article'> {
  return {
    async 'phrases:packs'() {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.packs()) : opened;
    },
    async 'notices:list'() {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.notices(now())) : opened;
    },
    async 'knowledge:search'({ query, limit }) {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.search(query, limit, now())) : opened;
    },
    async 'knowledge:article'({ id }) {
      const opened = await knowledge.store();
      if (!opened.ok) return opened;
      const found = await opened.value.article(id);
      return found ? ok(found) : err(appError('article.notFound', 'none'));
    },
  };
}
