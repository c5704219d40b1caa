import { attachmentOf } from '../../fakes/sample-files.ts';
import type { ChaosCentre } from './chaos-centre.ts';
import type { Deed } from './chaos-desk.ts';

/** What became of the deeds of a run, by what the centre has in its tables. */
export interface Account {
  readonly done: number;
  readonly acknowledged: number;
  /** Acknowledged, and the centre does not have it. */
  readonly lost: readonly Deed[];
  /** Acknowledged, and the centre does not have the file whole, or not as that of its ticket. */
  readonly filesLost: readonly Deed[];
  /** The centre has it more than once, or what it holds differs. */
  readonly wrong: readonly Deed[];
}

/** Every acknowledged deed must be at the centre exactly once, any other at most once. */
export async function takeStock(centre: ChaosCentre, deeds: readonly Deed[]): Promise<Account> {
  const places = new Map<string, string[]>();
  const note = (mark: string, number: string): void => void places.set(mark, [...(places.get(mark) ?? []), number]);
  const tickets = await centre.rows<{ number: string; body: string }>('SELECT number, body FROM tickets');
  for (const { number, body } of tickets) note((JSON.parse(body) as { description: string }).description, number);
  // Who entered what, as it was signed, whatever it came to.
  const changes = await centre.rows<{ body: string }>('SELECT body FROM customer_changes');
  for (const { body } of changes) {
    const { changes: made } = JSON.parse(body) as { changes: Record<string, { value: unknown }> };
    for (const { value } of Object.values(made)) if (typeof value === 'string') note(value, '');
  }
  const tasks = await centre.rows<{ body: string }>('SELECT body FROM tasks');
  for (const { body } of tasks) note((JSON.parse(body) as { note: string }).note, '');
  const foundOf = ({ mark }: Deed): readonly string[] => places.get(mark) ?? [];
  const acknowledged = deeds.filter(({ isAcknowledged }) => isAcknowledged);
  return {
    done: deeds.length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((deed) => foundOf(deed).length === 0),
    filesLost: await filesLost(centre, acknowledged),
    wrong: deeds.filter((deed) => isWrong(deed, foundOf(deed))),
  };
}

async function filesLost(centre: ChaosCentre, deeds: readonly Deed[]): Promise<Deed[]> {
  const rows = await centre.rows<{ ticket_id: string; sha256: string }>(
    'SELECT ticket_id, sha256 FROM attachments WHERE stored_at IS NOT NULL',
  );
  const known = new Set(rows.map(({ ticket_id: ticketId, sha256 }) => `${ticketId} ${sha256}`));
  const lost: Deed[] = [];
  for (const deed of deeds) {
    if (!deed.file) continue;
    const { ticketId, sha256 } = deed.file;
    const bytes = known.has(`${ticketId} ${sha256}`) ? await centre.fileOf(sha256) : undefined;
    if (!bytes || attachmentOf(bytes).sha256 !== sha256) lost.push(deed);
  }
  return lost;
}

function isWrong(deed: Deed, found: readonly string[]): boolean {
  if (found.length > 1) return true;
  const [number] = found;
  return number !== undefined && deed.number !== undefined && deed.number !== number;
}
