import { withoutCall } from '../features/procedures/procedure-store.ts';
import type { CallView } from './use-call-view.ts';

/** Whose steps they are: a call on the screen has its own. */
export function runKeyOf({ call }: CallView): string {
  return call?.state.facts.callId ?? withoutCall;
}

/** Whom and where the business system is asked about. */
export function subjectOf({ ticketContext: { customerId, area } }: CallView): {
  customerId?: NonNullable<typeof customerId>;
  area?: string;
} {
  return { ...(customerId && { customerId }), ...(area === undefined ? {} : { area }) };
}
