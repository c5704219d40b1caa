import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Handlers } from './handlers.ts';

type KnowledgeCommand = 'notices:list' | Extract<keyof Handlers, `knowledge:${string}`>;

export function knowledgeHandlers(
  knowledge: KnowledgeHost,
  emit: EmitEvent,
  now: () => number,
): Pick<Handlers, KnowledgeCommand> {
  return {
    async 'notices:list'() {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.notices(now())) : opened;
    },
    async 'knowledge:search'({ query, limit, wish }) {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.search(query, limit, now(), wish)) : opened;
    },
    async 'knowledge:article'({ id }) {
      const opened = await knowledge.store();
      if (!opened.ok) return opened;
      const found = await opened.value.article(id);
      return found ? ok(found) : err(appError('article.notFound', 'none'));
    },
    async 'knowledge:instead'({ query, wish }) {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.instead(query, now(), wish)) : opened;
    },
    async 'knowledge:enclosure'({ id, sha256 }, { sync }) {
      const opened = await knowledge.store();
      if (!opened.ok) return opened;
      const found = await opened.value.article(id);
      const enclosure = found?.article.enclosures?.find((one) => one.sha256 === sha256);
      if (!enclosure) return err(appError('article.notFound', 'none'));
      const bytes = await knowledge.enclosures.read(enclosure, now());
      if (bytes) return ok({ data: bytes.toString('base64') });
      sync.enclosures.ask(enclosure);
      return err(appError('article.enclosureMissing', 'auto'));
    },
    'knowledge:enclosures': async () => ok(await knowledge.enclosures.state()),
    async 'knowledge:cache'() {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.cache()) : opened;
    },
    async 'knowledge:rest'({ isResting }, { sync }) {
      const opened = await knowledge.store();
      if (!opened.ok) return opened;
      await opened.value.rest(isResting);
      const cache = await opened.value.cache();
      emit('knowledgeUpdated', cache);
      if (!isResting) void sync.syncNow();
      return ok(cache);
    },
  };
}
