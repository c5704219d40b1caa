import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { ExamSeries, OpenExamSeries } from '../../../shared/sync/exam-series-wire.ts';
import { idOfContent } from '../../client/id-of-content.ts';

export interface ExamSeriesState {
  /** Newest first. */
  readonly series: readonly ExamSeries[];
  readonly error: AppError | undefined;
}

export interface ExamSeriesActions {
  load(): Promise<void>;
  /** @returns whether it is open */
  open(wanted: Omit<OpenExamSeries, 'id' | 'pool'>): Promise<boolean>;
  clear(): void;
}

export type ExamSeriesStore = StoreApi<ExamSeriesState> & { readonly actions: ExamSeriesActions };

const nothing: ExamSeriesState = { series: [], error: undefined };

/** Monthly exams, as the centre has them. */
export function createExamSeriesStore(desk: Pick<DeskApi, 'invoke'>): ExamSeriesStore {
  const store = createStore<ExamSeriesState>(() => nothing);
  const idOf = idOfContent();
  const load = async (): Promise<void> => {
    const answer = await desk.invoke('exams:series', {});
    store.setState(answer.ok ? { series: answer.value, error: undefined } : { error: answer.error });
  };
  const actions: ExamSeriesActions = {
    load,
    open: async (wanted) => {
      const answer = await desk.invoke('exams:openSeries', { id: idOf(wanted), ...wanted });
      if (!answer.ok) {
        store.setState({ error: answer.error });
        return false;
      }
      idOf.renew();
      await load();
      return true;
    },
    clear: () => {
      idOf.renew();
      store.setState(nothing, true);
    },
  };
  return Object.assign(store, { actions });
}
