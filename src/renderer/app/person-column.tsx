import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-machine.ts';
import { ticketTypeSchema } from '../../shared/domain/ticket.ts';
import { CustomerCard, type RevealField } from '../features/customer/customer-card.tsx';
import { OpenTickets } from '../features/customer/open-tickets.tsx';
import { CallCard } from '../features/softphone/call-card.tsx';
import { Captions } from '../features/softphone/captions.tsx';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import { PracticePanel } from '../features/softphone/practice-panel.tsx';
import { NotesPane, WrapUp } from '../features/softphone/wrap-up.tsx';
import { appError } from '../../shared/ipc/app-error.ts';
import type { RevealReason } from '../../shared/ipc/contract.ts';
import { err } from '../../shared/ipc/result.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

export interface PersonColumnProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly toArea: (area: string) => string;
}

/** Left: the call, the caller, what is open for him; the practice callers while nobody is there. */
export function PersonColumn({ stores, view, toArea }: PersonColumnProps): ReactNode {
  const { call } = view;
  return (
    <section className="column person">
      {call ? (
        <RunningCall key={call.state.facts.callId} stores={stores} view={view} call={call} toArea={toArea} />
      ) : (
        <Idle stores={stores} />
      )}
    </section>
  );
}

function Idle({ stores }: { readonly stores: Stores }): ReactNode {
  const isRegistered = useStore(stores.phone, selectIsRegistered);
  return <PracticePanel store={stores.practice} canRing={isRegistered} />;
}

interface RunningCallProps extends PersonColumnProps {
  readonly call: NonNullable<CallView['call']>;
}

function RunningCall({ stores, view, call, toArea }: RunningCallProps): ReactNode {
  const { t } = useTranslation(['phrases', 'tickets']);
  const { state, pop } = call;
  const { callId } = state.facts;
  const readLevels = useCallback(() => stores.phonePort.levels(callId), [stores.phonePort, callId]);
  const area = pop?.area ?? state.facts.region;
  async function reveal(
    field: RevealField,
    reason: RevealReason,
  ): ReturnType<typeof stores.desk.invoke<'customers:reveal'>> {
    if (!pop?.customer) return err(appError('customer.notFound', 'none'));
    return stores.desk.invoke('customers:reveal', { customerId: pop.customer.id, field, reason });
  }
  return (
    <>
      <CallCard
        state={state}
        actions={stores.phone.actions}
        name={view.name}
        numberText={view.numberText}
        languageText={t(`phrases:language.${pop?.language ?? state.facts.language ?? view.language}`)}
        area={area === undefined ? undefined : toArea(area)}
        levels={readLevels}
      />
      <div className="person-scroll">
        {state.facts.isPractice ? <Captions store={stores.practice} /> : null}
        {state.kind === 'wrapUp' ? (
          <WrapUp
            state={state}
            actions={stores.phone.actions}
            disposition={view.disposition}
            onDisposition={view.chooseDisposition}
          />
        ) : null}
        <CustomerCard
          pop={pop}
          isLoading={pop === undefined}
          areaText={pop?.area === undefined ? undefined : toArea(pop.area)}
          reveal={reveal}
        />
        {pop ? (
          <OpenTickets
            pop={pop}
            now={state.facts.startedAt}
            typeText={(type) => {
              const known = ticketTypeSchema.safeParse(type);
              return known.success ? t(`tickets:type.${known.data}`) : type;
            }}
            statusText={(status) => t(`tickets:status.${status}`)}
          />
        ) : null}
        {isLive(state) && state.kind !== 'ringing' ? (
          <NotesPane notes={state.notes} onChange={stores.phone.actions.setNotes} />
        ) : null}
      </div>
    </>
  );
}
