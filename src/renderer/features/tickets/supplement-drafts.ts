import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TicketId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { createDraftSaver } from '../../client/draft-saver.ts';

/** By ticket; without an entry nothing is typed. */
type Texts = Readonly<Record<string, string>>;

/** What is being typed to add to tickets: here at once, on the disk at the next pause, and back after a reload. */
export type SupplementDrafts = StoreApi<Texts> & {
  /** What was typed before this page; what was typed in it since stays. */
  load(): Promise<void>;
  write(ticketId: TicketId, text: string): void;
  /** This text is in the ticket. @returns whether nothing is left; what was typed on meanwhile stays */
  added(ticketId: TicketId, text: string): boolean;
  /** Answers whether the disk has everything now. */
  flush(): Promise<boolean>;
  clear(): void;
};

export function createSupplementDrafts(
  desk: Pick<DeskApi, 'invoke'>,
  onFailed: (error: AppError) => void,
): SupplementDrafts {
  const store = createStore<Texts>(() => ({}));
  const saver = createDraftSaver<{ id: TicketId; text: string }>(
    ({ id: ticketId, text }) => desk.invoke('additions:keepDraft', { ticketId, text }),
    { onSaved: () => undefined, onFailed },
  );
  let touched = new Set<string>();
  const write = (ticketId: TicketId, text: string): void => {
    touched.add(ticketId);
    store.setState(({ [ticketId]: _, ...rest }) => (text === '' ? rest : { ...rest, [ticketId]: text }), true);
    saver.schedule({ id: ticketId, text });
  };
  return Object.assign(store, {
    async load() {
      const before = touched;
      const kept = await desk.invoke('additions:drafts', {});
      // Signed out meanwhile: these are nobody's on this page any more.
      if (!kept.ok || touched !== before) return;
      const typed = kept.value.filter(({ ticketId }) => !touched.has(ticketId));
      const texts = Object.fromEntries(typed.map(({ ticketId, text }) => [ticketId, text]));
      store.setState((state) => ({ ...texts, ...state }), true);
    },
    write,
    added(ticketId: TicketId, text: string) {
      const left = store.getState()[ticketId];
      if (left === undefined) return true;
      if (left.trim() !== text) return false;
      write(ticketId, '');
      return true;
    },
    flush: () => saver.flush(),
    clear() {
      saver.reset();
      touched = new Set();
      store.setState({}, true);
    },
  });
}
