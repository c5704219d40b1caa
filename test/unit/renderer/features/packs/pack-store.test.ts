import { expect, it } from 'vitest';
import { createPackStore } from '../../../../../src/renderer/features/packs/pack-store.ts';
import type { KnownProposal, LineDraft } from '../../../../../src/shared/domain/line-proposal.ts';
import { agentNoSchema } from '../../../../../src/shared/ids.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';

const proposal = (id: string, refusal?: KnownProposal['refusal']): KnownProposal => ({
  ...{ id, lang: 'zh-Hans', moment: 'closing.else', baseVersion: 3, line: { text: '请问还有什么可以帮您？' } },
  ...{ author: agentNoSchema.parse('9527'), proposedAt: 5, ...(refusal && { refusal }) },
});
const [taken, refused] = [
  proposal('0192f0c1-0000-7000-8000-000000000001'),
  proposal('0192f0c1-0000-7000-8000-000000000002', { code: 'line.notYourLanguage', field: 'lang' }),
];
const draft: LineDraft = {
  ...{ id: '0192f0c1-0000-7000-8000-000000000003', lang: 'zh-Hans', moment: 'closing.else', baseVersion: 3 },
  ...{ text: '请问还有什么可以帮您？', gloss: '', reading: '', remark: '' },
};

it('shows what the centre did not take to its author alone, not to the leader, and goes on writing it', async () => {
  let refusals = [refused];
  const desk = scriptedDesk({
    'packs:drafts': () => [],
    'packs:proposals': (filter) => ('isRefused' in filter ? refusals : 'state' in filter ? [taken, ...refusals] : []),
    'packs:sendAgain': () => ({}),
    'packs:takeBack': () => {
      refusals = [];
      return draft;
    },
  });
  const store = createPackStore(desk, 'zh-Hans');
  await store.actions.load();
  expect(store.getState().refusals).toEqual([refused]);
  expect(store.getState().waiting).toEqual([taken]);
  await store.actions.sendAgain(refused.id);
  expect(desk.calls.at(-1)).toEqual({ name: 'packs:sendAgain', input: { id: refused.id } });
  await store.actions.takeBack(refused.id);
  desk.tell('proposalsChanged', {});
  await desk.settled();
  expect(store.getState()).toMatchObject({ refusals: [], activeId: draft.id, drafts: [draft] });
  await store.actions.close();
});
