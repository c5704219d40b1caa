import { useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { Disposition } from '../../shared/domain/call.ts';
import type { DeskCall } from '../features/softphone/phone-store.ts';
import { suggestDisposition, WrapUp } from '../features/softphone/wrap-up.tsx';
import type { Stores } from './stores.ts';
import { useCallOutcome } from './use-call-outcome.ts';

/** A call that ended while another one goes on: its record waits folded, with its own notes, until there is a moment. */
export function OpenRecord({ stores, call }: { readonly stores: Stores; readonly call: DeskCall }): ReactNode {
  const { t } = useTranslation('phone');
  const { state, pop } = call;
  const happened = useCallOutcome(stores, state);
  const [chosen, setChosen] = useState<Disposition>();
  const [rating, setRating] = useState<number>();
  const clock = useStore(stores.wrapUpClocks, (clocks) => clocks.get(state.facts.callId));
  if (state.kind !== 'wrapUp') return null;
  const name = pop?.customer?.name ?? state.facts.displayName ?? t('unknownName');
  return (
    <details className="pane open-record" data-testid="open-record">
      <summary>{t('openRecord', { name })}</summary>
      <WrapUp
        state={state}
        actions={stores.phone.actions}
        disposition={chosen ?? suggestDisposition(state, happened)}
        onDisposition={setChosen}
        transferName={undefined}
        canRate={stores.phone.getState().config?.calls.survey?.isAgentEntered ?? false}
        rating={rating}
        onRating={setRating}
        rule={stores.phone.getState().config?.calls.wrapUp}
        clock={clock}
        onExtend={stores.wrapUpClocks.extend}
        isAside
      />
    </details>
  );
}
