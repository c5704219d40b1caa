import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { openDatabase } from '../../src/main/db/open-database.ts';
import { createMetaQueries } from '../../src/main/db/queries/meta.ts';
import { createTicketWords } from '../../src/main/db/queries/ticket-words.ts';
import { createTicketQueries } from '../../src/main/db/queries/tickets.ts';
import type { TicketFilter, TicketPlace } from '../../src/shared/domain/ticket-book.ts';
import { newHome } from '../e2e/support/launcher.ts';
import { agentA, createTestCentre, makeDraft, must, startOfTime } from '../integration/main/db/test-centre.ts';
import { percentile, type Figures } from './run-bench.ts';

const tickets = 100_000;
const day = 24 * 3_600_000;
const types = ['consultation', 'consultation', 'consultation', 'consultation', 'faultRepair'] as const;
const texts = ['一户无电，已查表箱', 'གློག་ཆད་སོང་། ཁྱིམ་མཚེས་ལ་གློག་ཡོད།', '变压器跳闸，全村停电', 'meter reading wrong'];

/**
 * Lists of 100,000 tickets in the agent's own encrypted file, from the core's question to its seat worker until the answer:
 * the first page, a page in the middle, the places of all pages, searches, the figures of a day. The time that it takes to
 * write and index them is not in it.
 */
export async function measureBook(runs: number): Promise<Figures> {
  const folder = newHome();
  const built = pathToFileURL(join(import.meta.dirname, '../../out/main/seat-worker.js'));
  const centre = createTestCentre(folder, built);
  const store = centre.store();
  try {
    must(await centre.enter(store, agentA, startOfTime));
    const handle = await store.exportHandle();
    await store.close();
    const { dataKey } = JSON.parse(Buffer.from(handle, 'base64url').toString('utf8')) as { dataKey: string };
    fill(join(folder, 'seats', `${agentA}.db`), Buffer.from(dataKey, 'base64url'));
    must(await store.openWithHandle(handle));
    const now = startOfTime + 100 * day;
    const page = (filter: TicketFilter, from?: TicketPlace) => () => store.ticketPage(filter, now, from);
    const { total, pages } = await store.ticketPlaces({ list: 'all' }, now);
    if (total !== tickets) throw new Error(`${String(total)} tickets are in the list`);
    const middle = pages[Math.floor(pages.length / 2)];
    return {
      listFirstPageMs: await time(runs, page({ list: 'all' })),
      bookMiddlePageP50Ms: await time(runs, page({ list: 'all' }, middle)),
      bookOpenPageP50Ms: await time(runs, page({ list: 'open' })),
      bookTypePageP50Ms: await time(runs, page({ list: 'all', type: 'faultRepair' })),
      bookPlacesP50Ms: await time(runs, () => store.ticketPlaces({ list: 'all' }, now)),
      bookCountsP50Ms: await time(runs, () => store.ticketCounts(now)),
      bookRareWordP50Ms: await time(runs, page({ list: 'all', text: '第七百七十七号' })),
      bookUsualWordP50Ms: await time(runs, page({ list: 'all', text: '停电' })),
      bookTibetanP50Ms: await time(runs, page({ list: 'all', text: 'གློག་ཆད' })),
      bookNumberP50Ms: await time(runs, page({ list: 'all', text: '00012345' })),
      bookDayP50Ms: await time(runs, () => store.ticketDay(startOfTime + 10 * day, startOfTime + 11 * day)),
    };
  } finally {
    await store.close();
    await store.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function time(runs: number, ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs + 3; run += 1) {
    const startedAt = performance.now();
    await ask();
    if (run >= 3) times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.5);
}

/** A thousand tickets a day, every fifth a fault that is open for its last tenth. */
function fill(path: string, key: Buffer): void {
  const db = openDatabase(path, { key, isExclusive: true });
  const queries = createTicketQueries(db);
  db.transaction(() => {
    for (let nth = 0; nth < tickets; nth += 1) {
      const submittedAt = startOfTime + nth * (day / 1000);
      const type = types[nth % types.length] ?? 'consultation';
      const isOpen = type === 'faultRepair' && nth % 50 === 4;
      const isRare = nth === 777;
      const {
        isPriorityChosen: _p,
        isDueChosen: _d,
        ...draft
      } = makeDraft({
        ...{
          type,
          callerPhone: `+86139${String(nth).padStart(8, '0')}`,
          createdAt: submittedAt,
          updatedAt: submittedAt,
        },
        description: `${texts[nth % texts.length] ?? ''}${isRare ? '，第七百七十七号' : ''}`,
        ...(isOpen && { dueAt: submittedAt + day }),
      });
      const status = isOpen ? ('processing' as const) : ('closed' as const);
      const content = { status, isClosedAtFirstContact: !isOpen, submittedAt };
      const body = { ...draft, id: uuidv7() as typeof draft.id, number: `W-${String(30_000 + nth)}`, ...content };
      const ticket = { ...body, sync: 'synced' as const, isPriorityChosen: false, isDueChosen: false };
      const row = { seq: submittedAt * 1000, block: 0, ordinal: nth, revision: 1, statusAt: 0, ticket };
      queries.insert(row, JSON.stringify(body));
    }
  })();
  const words = createTicketWords(db, createMetaQueries(db));
  while (words.indexSome());
  db.close();
}
