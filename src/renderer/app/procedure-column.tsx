import { Suspense, useEffect, type ReactNode } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import { runKeyOf, subjectOf } from './procedure-of-call.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

const ProcedureBeside = lazyPart(async () => (await import('./procedure-beside.tsx')).ProcedureBeside);

export interface ProcedureColumnProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly isOpen: boolean;
}

/** In the place of the search, while a procedure is open; fetched with the other parts. */
export function ProcedureColumn({ stores, view, isOpen }: ProcedureColumnProps): ReactNode {
  useEffect(() => {
    if (isOpen && stores.procedures.getState().procedures.length === 0) void stores.procedures.load();
  }, [isOpen, stores]);
  return isOpen ? (
    <Suspense>
      <ProcedureBeside stores={stores} view={view} />
    </Suspense>
  ) : null;
}

/** Opens the steps under way, else those of the article that is read, else the list. */
export function openProcedure(stores: Stores, view: CallView): void {
  const { procedures, runs } = stores.procedures.getState();
  const group = stores.knowledge.getState().open?.article.group;
  const fitting = procedures.find(({ article }) => article === group);
  const key = runKeyOf(view);
  // Answers that were taken are not thrown away for an article that was looked at.
  const isUnderWay = (runs[key]?.taken.length ?? 0) > 0 || runs[key]?.procedureId === fitting?.id;
  if (fitting && !isUnderWay) stores.procedures.begin(key, fitting.id, subjectOf(view));
  else stores.procedures.open();
}
