import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { endsInCatalog } from '../../../shared/procedure/ends-in-catalog.ts';
import { treeFaults } from '../../../shared/procedure/tree-faults.ts';
import type { Log } from '../../log.ts';
import { loadProcedures } from './starter-content.ts';

export interface ProceduresOptions {
  readonly resourcesFolder: string;
  readonly log: Log;
  readonly catalog: () => Promise<TicketCatalog>;
  /** Those that the centre publishes; none where its content can't be read. */
  readonly ofCentre: () => Promise<readonly Procedure[]>;
}

/**
 * The procedures in use: those that came with the desk, read once, each replaced by the centre's of the same id, and the
 * centre's further ones. One that is broken, would lead nowhere, or ends in a ticket that this desk does not know is left
 * out and told in the log; in the place of the centre's the desk's own stays.
 */
export function createProcedures({
  resourcesFolder,
  log,
  catalog,
  ofCentre,
}: ProceduresOptions): () => Promise<Procedure[]> {
  const loadShipped = async (): Promise<Procedure[]> => {
    const { items, warnings } = await loadProcedures(resourcesFolder);
    for (const { code, params } of warnings) log.warn('procedure left out', { code, ...params });
    return items.filter((procedure) => {
      const [fault] = treeFaults(procedure);
      if (fault) log.warn('procedure left out', { id: procedure.id, at: fault.path.join('.') });
      return !fault;
    });
  };
  let shipped: Promise<Procedure[]> | undefined;
  return async () => {
    const [own, centres, known] = await Promise.all([(shipped ??= loadShipped()), ofCentre(), catalog()]);
    const inUse = new Map(own.map((procedure) => [procedure.id, procedure]));
    for (const procedure of centres) {
      if (endsInCatalog(procedure, known)) inUse.set(procedure.id, procedure);
      else log.warn('procedure left out', { id: procedure.id, at: 'ticket' });
    }
    return [...inUse.values()].filter(({ status }) => status !== 'retired');
  };
}
