import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketsAtCentre } from './centre-reader.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, type Home } from './test-desk.ts';

const rounds = 20;

let home: Home;
let centre: LiveCentre;
let core: KillableCore | undefined;

beforeAll(async () => {
  home = await makeHome();
  centre = await startLiveCentre(join(home.path, 'centre'));
  await centre.configure(home.path);
});
afterAll(async () => {
  await core?.kill();
  await centre.stop();
  await home.remove();
});

test(
  `killed between submit and sync, ${rounds} times: no acknowledged ticket is lost or doubled`,
  { timeout: 600_000 },
  async () => {
    core = await startCore(home.path, liveProfile);
    await core.get('auth:signIn', credentials('9527'));
    await core.heard('syncChanged', (status) => status.isOnline && status.waiting === 0);
    const before = (await ticketsAtCentre(centre.url)).length;
    const acknowledged: { id: string; number: string }[] = [];
    const draftIds: string[] = [];

    for (let round = 0; round < rounds; round += 1) {
      // Four kinds of bad luck in turn: none but the kill, no line at all, an answer lost, a push that arrives twice.
      if (round % 4 === 1) centre.line.pullCable();
      if (round % 4 === 2) centre.line.dropAnswers(1);
      if (round % 4 === 3) centre.line.repeatNext(1);
      const draft = faultDraft({ description: `第 ${round} 次` });
      const open = faultDraft({ description: `第 ${round} 次，未写完` });
      await core.get('tickets:saveDraft', open);
      draftIds.push(open.id);
      const ticket = await core.get('tickets:submit', { draft, isClosedAtFirstContact: false });
      acknowledged.push({ id: ticket.id, number: ticket.number });
      const handle = core.handle();
      await core.kill();
      centre.line.plugIn();
      core = await startCore(home.path, liveProfile, handle);
      const { session } = await core.get('app:bootstrap', {});
      expect(session?.agent.agentNo).toBe('9527');
    }

    await core.heard('syncChanged', (status) => status.isOnline && status.waiting === 0);
    const mine = await core.get('tickets:list', { limit: 200 });
    expect(mine.map(({ id, number, sync }) => ({ id, number, sync })).sort(byId)).toEqual(
      acknowledged.map((ticket) => ({ ...ticket, sync: 'synced' })).sort(byId),
    );
    expect((await core.get('tickets:drafts', {})).map(({ id }) => id).sort()).toEqual([...draftIds].sort());

    const there = await ticketsAtCentre(centre.url);
    expect(there).toHaveLength(before + rounds);
    for (const { id, number } of acknowledged) {
      expect(there.filter((ticket) => ticket.number === number).map((ticket) => ticket.id)).toEqual([id]);
    }
  },
);

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
