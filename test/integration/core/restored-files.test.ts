import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachmentChunk } from '../../../src/shared/domain/attachment.ts';
import type { Ticket } from '../../../src/shared/domain/ticket.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { attachmentOf, sampleFile } from '../../fakes/sample-files.ts';
import { startChaosCentre, type ChaosCentre } from '../chaos/chaos-centre.ts';
import { describePostgres } from '../server/engines.ts';
import { addFile, filesOf } from './add-file.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { makeHome, type Home } from './test-desk.ts';

const profileName = 'restored';
const agentNo = '9527';

describePostgres('files after a restore of the centre', (bin) => {
  let home: Home;
  let centre: ChaosCentre;
  let line: FaultyProxy;
  let core: KillableCore;
  beforeAll(async () => {
    home = await makeHome();
    centre = await startChaosCentre(bin, await mkdtemp(join(tmpdir(), 'tashi-restored-')));
    line = await startFaultyProxy(centre.url());
    await centre.configure(home.path, profileName, line);
    core = await startCore(home.path, profileName);
    await core.get('auth:signIn', credentials(agentNo));
  }, 120_000);
  afterAll(async () => {
    await core.kill();
    await line.close();
    await centre.stop();
    await home.remove();
  });

  async function submitWith(...files: Buffer[]): Promise<Ticket> {
    const draft = faultDraft();
    await core.get('tickets:saveDraft', draft);
    for (const bytes of files) await addFile(core, draft.id, bytes);
    return core.get('tickets:submit', { draft, isClosedAtFirstContact: false });
  }
  const rowsAtCentre = () =>
    centre.rows<{ ticket_id: string; sha256: string }>(
      'SELECT ticket_id, sha256 FROM attachments WHERE stored_at IS NOT NULL',
    );
  /** Each of these once, whole, and the desk knows it. */
  async function expectThere(wanted: readonly [Ticket, Buffer][]): Promise<void> {
    const rows = wanted.map(([{ id }, bytes]) => ({ ticket_id: id, sha256: attachmentOf(bytes).sha256 }));
    await expect.poll(rowsAtCentre, { timeout: 60_000 }).toHaveLength(rows.length);
    expect(await rowsAtCentre()).toEqual(expect.arrayContaining(rows));
    for (const [, bytes] of wanted) expect((await centre.fileOf(attachmentOf(bytes).sha256))?.equals(bytes)).toBe(true);
    const progress = async (): Promise<unknown[]> =>
      (await Promise.all(wanted.map(([{ id }]) => filesOf(core, id)))).flat().map((file) => file.progress);
    await expect.poll(async () => new Set(await progress()), { timeout: 60_000 }).toEqual(new Set(['stored']));
  }
  const putsSince = (start: number): number =>
    line.passed.slice(start).filter((request) => request.endsWith('/v1/attachments/put')).length;
  const signInAgain = async (): Promise<void> => {
    line.pointTo(centre.url());
    // A sign-in that is newer than the backup is unknown to the centre now.
    await expect
      .poll(async () => (await core.get('auth:signIn', credentials(agentNo))).isOnline, { timeout: 60_000 })
      .toBe(true);
  };

  test('what came after the backup is sent again, and nothing else; also after the next restore', async () => {
    const [early, late, small] = [sampleFile(3000), sampleFile(attachmentChunk * 2 + 77), sampleFile(500)];
    const first = await submitWith(early);
    await expectThere([[first, early]]);
    await centre.backUp();
    const second = await submitWith(late, small);
    const all: [Ticket, Buffer][] = [
      [first, early],
      [second, late],
      [second, small],
    ];
    await expectThere(all);

    // The desk is off while it happens, and has nothing of it but what lies on its disk.
    const handle = core.handle();
    await core.kill();
    await centre.restore();
    expect(await rowsAtCentre()).toHaveLength(1);
    expect(await centre.fileOf(attachmentOf(late).sha256)).toBeUndefined();
    let start = line.passed.length;
    line.pointTo(centre.url());
    core = await startCore(home.path, profileName, handle);
    await signInAgain();
    await expectThere(all);
    // Three chunks of the one, one of the other: the early file was asked for, not sent.
    expect(putsSince(start)).toBe(4);

    start = line.passed.length;
    await centre.restore();
    await signInAgain();
    await expectThere(all);
    expect(putsSince(start)).toBe(4);
    expect(await core.get('sync:status', {})).toMatchObject({ filesWaiting: 0, filesStuck: 0 });
  }, 240_000);
});
