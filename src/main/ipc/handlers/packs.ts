import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import {
  decideLines,
  keepRecording,
  packsInUse,
  proposeLine,
  type LineContext,
} from '../../features/packs/line-work.ts';
import { exportPack, readPackFile } from '../../features/packs/pack-files.ts';
import type { Handlers } from './handlers.ts';

type PackCommand =
  | 'phrases:packs'
  | 'phrases:festivals'
  | 'packs:drafts'
  | 'packs:saveDraft'
  | 'packs:discardDraft'
  | 'packs:record'
  | 'packs:recording'
  | 'packs:propose'
  | 'packs:export'
  | 'packs:readFile'
  | 'packs:proposals'
  | 'packs:sendAgain'
  | 'packs:takeBack'
  | 'packs:decide'
  | 'packs:refusedDecisions'
  | 'packs:dismissRefusal';

export interface PacksContext {
  readonly knowledge: KnowledgeHost;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

export function packHandlers({ knowledge, emit, now }: PacksContext): Pick<Handlers, PackCommand> {
  const contextOf = async ({ store, session }: Seat): Promise<Result<LineContext>> => {
    const opened = await knowledge.store();
    return opened.ok ? ok({ store, knowledge: opened.value, agent: session.agent, now: now() }) : opened;
  };
  return {
    async 'phrases:packs'(_input, { store }) {
      const opened = await knowledge.store();
      return opened.ok ? ok(await packsInUse({ store, knowledge: opened.value })) : opened;
    },
    async 'phrases:festivals'() {
      const opened = await knowledge.store();
      return opened.ok ? ok(await opened.value.festivals()) : opened;
    },
    'packs:drafts': async (_input, { store }) => ok(await store.lineDrafts()),
    async 'packs:saveDraft'(draft, { store }) {
      const savedAt = now();
      await store.saveLineDraft(draft, savedAt);
      return ok({ savedAt });
    },
    async 'packs:discardDraft'({ id }, { store }) {
      await store.discardLineDraft(id, now());
      return ok({});
    },
    'packs:record': ({ data }, { store }) => keepRecording(store, data, now()),
    async 'packs:recording'({ id }, { store }) {
      const sound = await store.recording(id);
      if (!sound) return err(appError('recording.notFound', 'none'));
      return ok({ data: Buffer.from(sound).toString('base64') });
    },
    async 'packs:propose'(input, seat) {
      const context = await contextOf(seat);
      if (!context.ok) return context;
      const proposed = await proposeLine(context.value, input);
      if (!proposed.ok || proposed.value.outcome !== 'proposed') return proposed;
      emit('proposalsChanged', {});
      seat.sync.wake();
      return proposed;
    },
    async 'packs:export'(input, seat) {
      const context = await contextOf(seat);
      return context.ok ? exportPack(context.value, input) : context;
    },
    async 'packs:readFile'(input, seat) {
      const context = await contextOf(seat);
      return context.ok ? ok(await readPackFile(context.value, input)) : context;
    },
    'packs:proposals': async (filter, { store }) => ok(await store.lineProposals(filter)),
    async 'packs:sendAgain'({ id }, { store, sync }) {
      const sent = await store.sendLineAgain(id, now());
      if (!sent.ok) return sent;
      emit('proposalsChanged', {});
      sync.wake();
      return ok({});
    },
    async 'packs:takeBack'({ id }, { store }) {
      const draft = await store.takeLineBack(id, now());
      if (!draft.ok) return draft;
      emit('proposalsChanged', {});
      emit('phrasesUpdated', {});
      return draft;
    },
    async 'packs:decide'(input, seat) {
      const context = await contextOf(seat);
      if (!context.ok) return context;
      const decided = await decideLines(context.value, input);
      if (!decided.ok) return decided;
      seat.sync.wake();
      emit('proposalsChanged', {});
      if (decided.value.some(({ decision }) => decision?.verdict === 'approved')) emit('phrasesUpdated', {});
      return decided;
    },
    'packs:refusedDecisions': async (_input, { store }) => ok(await store.refusedDecisions()),
    async 'packs:dismissRefusal'({ proposal }, { store }) {
      await store.forgetRefusedDecision(proposal);
      emit('proposalsChanged', {});
      return ok({});
    },
  };
}
