import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type TemplateCommand = 'templates:list' | 'templates:save' | 'templates:remove';

export function templateHandlers(now: () => number): Pick<Handlers, TemplateCommand> {
  return {
    'templates:list': async (_input, { store }) => ok(await store.ticketTemplates()),
    async 'templates:save'(template, { store }) {
      const saved = await store.saveTemplate({ ...template, savedAt: now() });
      return saved.ok ? ok(await store.ticketTemplates()) : saved;
    },
    async 'templates:remove'({ id }, { store }) {
      await store.removeTemplate(id);
      return ok(await store.ticketTemplates());
    },
  };
}
