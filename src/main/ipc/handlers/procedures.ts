import type { Place } from '../../../shared/domain/place.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { BusinessPort } from '../../features/business/business-port.ts';
import { lookUp } from '../../features/business/look-up.ts';
import type { Handlers } from './handlers.ts';

export interface ProceduresContext {
  readonly procedures: () => Promise<Procedure[]>;
  readonly places: () => Promise<Place[]>;
  /** Absent where the centre has connected none. */
  readonly business: BusinessPort | undefined;
  readonly now: () => number;
}

export function procedureHandlers({
  procedures,
  places,
  business,
  now,
}: ProceduresContext): Pick<Handlers, 'procedures:all' | 'business:lookUp' | 'places:all'> {
  return {
    'procedures:all': async () => ok(await procedures()),
    'places:all': async () => ok(await places()),
    async 'business:lookUp'({ kind, customerId, area }, { store }) {
      const customer = customerId === undefined ? undefined : await store.getCustomer(customerId);
      const where = area ?? customer?.area;
      const question = {
        kind,
        ...(customer?.accountNo === undefined ? {} : { accountNo: customer.accountNo }),
        ...(where === undefined || where === '' ? {} : { area: where }),
      };
      return ok(await lookUp(business, question, now));
    },
  };
}
