import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { exportColumns, type ExportColumn, type TicketDetail } from '../../../shared/domain/ticket-book.ts';
import type { CommandInput, CommandOutput } from '../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import { maskName, maskText } from '../../../shared/text/mask-personal.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import { toCsv } from './csv.ts';

export interface ExportContext {
  readonly store: Pick<SeatStore, 'ticketsToExport' | 'noteExport'>;
  readonly catalog: TicketCatalog;
  readonly now: number;
}

/**
 * A list of the agent's own tickets as a file to look through: names and numbers masked, also in what was written, and no
 * address. The audit entry is on the disk before the file leaves. Fails with ticket.nothingToExport, ticket.tooManyToExport.
 */
export async function exportTickets(
  { store, catalog, now }: ExportContext,
  { filter, format, words }: CommandInput<'ticketBook:export'>,
): Promise<Result<CommandOutput<'ticketBook:export'>>> {
  const found = await store.ticketsToExport(filter, now);
  if (!found.ok) return found;
  const say = (code: string, fallback: string): string => words[code] ?? fallback;
  const head = exportColumns.map((column) => say(`column.${column}`, column));
  const rows = found.value.map((ticket) => exportColumns.map((column) => cellOf(column, ticket, catalog, say)));
  const file = format === 'csv' ? toCsv([head, ...rows]) : await toWorkbook(head, rows);
  const count = rows.length;
  await store.noteExport(filter, format, count, now);
  const day = localMinute(now).slice(0, 10);
  return ok({ name: `tickets-${filter.list}-${day}.${format}`, data: file.toString('base64'), count });
}

function cellOf(
  column: ExportColumn,
  ticket: TicketDetail,
  catalog: TicketCatalog,
  say: (code: string, fallback: string) => string,
): string {
  switch (column) {
    case 'number':
      return ticket.number;
    case 'submittedAt':
      return localMinute(ticket.submittedAt);
    case 'dueAt':
      return ticket.dueAt === undefined ? '' : localMinute(ticket.dueAt);
    case 'type':
    case 'status':
    case 'sync':
    case 'priority':
      return say(`${column}.${ticket[column]}`, ticket[column]);
    case 'subType':
      return say(`subType.${ticket.type}.${ticket.subType}`, ticket.subType);
    case 'language':
      return ticket.language === undefined ? '' : say(`language.${ticket.language}`, ticket.language);
    case 'area': {
      const area = catalog.areas.find(({ id }) => id === ticket.area);
      return area ? say(`area.${area.id}`, area.label['zh-CN']) : ticket.area;
    }
    case 'callerName':
      return maskName(ticket.callerName);
    case 'callerPhone':
      return ticket.maskedPhone;
    case 'description':
      return maskText(ticket.description, ticket.callerName);
  }
}

/** Every cell is text, whatever it begins with: nothing of it is ever calculated. */
async function toWorkbook(head: readonly string[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const cell = (value: string, isHead = false) => ({
    ...{ value, type: String, format: '@' },
    ...(isHead && { fontWeight: 'bold' as const }),
  });
  const data = [head.map((text) => cell(text, true)), ...rows.map((row) => row.map((text) => cell(text)))];
  const columns = exportColumns.map((column) => ({ width: column === 'description' ? 60 : 18 }));
  return writeXlsxFile(data, { columns, stickyRowsCount: 1 }).toBuffer();
}

/** 2026-11-22 14:04 in the seat's own time zone. */
function localMinute(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}
