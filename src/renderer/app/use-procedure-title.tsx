import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { forAgent } from '../features/procedures/procedure-text.ts';
import { useTranslation } from '../i18n/texts.tsx';
import { ScriptText } from '../ui/script-text.tsx';
import type { Stores } from './stores.ts';

/** What a procedure is called, in the agent's language where it is; undefined for one that the desk does not have. */
export function useProcedureTitle({ procedures: store }: Stores): (id: string) => ReactNode | undefined {
  const { i18n } = useTranslation();
  const procedures = useStore(store, (state) => state.procedures);
  return (id) => {
    const procedure = procedures.find((entry) => entry.id === id);
    if (!procedure) return undefined;
    const { lang, text } = forAgent(procedure.title, i18n.language);
    return (
      <ScriptText as="span" lang={lang}>
        {text}
      </ScriptText>
    );
  };
}
