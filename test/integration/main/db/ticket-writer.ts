import { readFileSync, writeSync } from 'node:fs';
import { createSeatStore } from '../../../../src/main/db/create-seat-store.ts';
import type { SeatStoreOptions } from '../../../../src/main/db/seat-store.ts';
import { makeDraft, must } from './test-centre.ts';

/**
 * A desk that writes tickets until it is killed, or as many as it is told, and says each one only when it was
 * acknowledged: `node ticket-writer.ts <file with {options, handle}> [count]`.
 */
const [file = '', count = 'Infinity'] = process.argv.slice(2);
const { options, handle } = JSON.parse(readFileSync(file, 'utf8')) as { options: SeatStoreOptions; handle: string };
const store = createSeatStore(new URL('../../../../src/main/db/seat-worker.ts', import.meta.url), options);
must(await store.openWithHandle(handle));
for (let written = 0; written < Number(count); written++) {
  const draft = makeDraft({ description: `ticket ${written} of process ${process.pid}` });
  if (written % 3 === 0) await store.saveDraft(draft);
  const ticket = must(await store.submitTicket(draft, written % 2 === 0, Date.now()));
  writeSync(1, `${ticket.id} ${ticket.number}\n`);
}
await store.close();
await store.terminate();
