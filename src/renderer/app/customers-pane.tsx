import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CustomerId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err } from '../../shared/ipc/result.ts';
import { CustomerPanel } from '../features/customer/customer-panel.tsx';
import type { NewCustomerContext } from '../features/customer/customer-store.ts';
import type { Reveal } from '../features/customer/masked.tsx';
import { areaChoices } from '../features/tickets/labels.ts';
import { Button } from '../ui/button.tsx';
import { useCustomerDial } from './call-back.ts';
import { attachCaller, callerSaved } from './caller.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

export interface CustomersPaneProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly toArea: (area: string) => string;
}

/** Looking for a customer, beside the call if there is one. */
export function CustomersPane({ stores, view, toArea }: CustomersPaneProps): ReactNode {
  const { i18n } = useTranslation();
  const catalog = useStore(stores.tickets, (state) => state.catalog);
  const { call } = view;
  const dialOf = useCustomerDial(stores);
  return (
    <CustomerPanel
      store={stores.customers}
      areas={areaChoices(catalog, i18n.language)}
      toArea={toArea}
      newContext={newCustomerOf(view)}
      revealOf={(id) => revealOf(stores, id)}
      dialOf={dialOf}
      canAttach={(id) => call?.pop !== undefined && call.pop.customer?.id !== id}
      onAttach={(id) => {
        if (!call) return;
        void attachCaller(stores, call.state.facts.callId, id).then(stores.customers.getState().close);
      }}
      onSaved={(draft, file) => void callerSaved(stores, draft, file)}
    />
  );
}

/** A value that clashed with another agent's must not wait unseen. */
export function UndecidedCustomers({ stores }: { readonly stores: Stores }): ReactNode {
  const { t } = useTranslation('customer');
  const count = useStore(stores.customers, (state) => state.undecided.length);
  if (count === 0) return null;
  return (
    <div className="message undecided-line" data-tone="hold" role="status" data-testid="undecided">
      <span>{t('undecided', { count })}</span>
      <Button onClick={stores.customers.getState().open}>{t('decide')}</Button>
    </div>
  );
}

export function FindCustomer({ stores }: { readonly stores: Stores }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <div className="panel-foot">
      <Button keyHint="Alt K" onClick={stores.customers.getState().open}>
        {t('search')}
      </Button>
    </div>
  );
}

/** What the call on the screen says of a caller who is nobody's yet. */
export function newCustomerOf({ call }: CallView): NewCustomerContext {
  if (!call || call.pop?.customer) return {};
  const { facts } = call.state;
  const number = call.pop?.number ?? facts.number;
  const isShown = !facts.isNumberMasked && /\d/.test(number);
  return { callId: facts.callId, phone: isShown ? number : '', name: facts.displayName };
}

export function revealOf({ desk }: Stores, id: CustomerId | undefined): Reveal {
  return async (field, reason, index) => {
    if (id === undefined) return err(appError('customer.notFound', 'none'));
    return desk.invoke('customers:reveal', {
      customerId: id,
      field,
      reason,
      ...(index === undefined ? {} : { index }),
    });
  };
}
