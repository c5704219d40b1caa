import type { Procedure, Step } from '../domain/procedure.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';

type EndTicket = Extract<Step, { kind: 'end' }>['ticket'];

export function isInCatalog({ type, subType }: EndTicket, { types }: TicketCatalog): boolean {
  return types.some((entry) => entry.id === type && entry.subTypes.some(({ id }) => id === subType));
}

/** Whether every end of a procedure is a ticket that can be written at this desk. */
export function endsInCatalog({ steps }: Pick<Procedure, 'steps'>, catalog: TicketCatalog): boolean {
  return steps.every((step) => step.kind !== 'end' || isInCatalog(step.ticket, catalog));
}
