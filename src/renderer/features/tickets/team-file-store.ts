import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Attachment } from '../../../shared/domain/attachment.ts';
import { ticketIdSchema } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface TeamFileState {
  /** Hash of the file that is being fetched. */
  readonly fetching: string | undefined;
  /** The picture that is shown, from the memory of this page. */
  readonly picture: { readonly ticketId: string; readonly sha256: string; readonly url: string } | undefined;
  /** Name of the file that was saved last. */
  readonly saved: string | undefined;
  readonly error: AppError | undefined;
}

export interface TeamFileActions {
  /** A picture beside the ticket. */
  show(ticketId: string, file: Attachment): Promise<void>;
  hide(): void;
  /** Base64, for the browser to save; undefined where it could not be had. */
  fetch(ticketId: string, file: Attachment): Promise<{ readonly name: string; readonly data: string } | undefined>;
  clear(): void;
}

export type TeamFileStore = StoreApi<TeamFileState> & { readonly actions: TeamFileActions };

const nothing: TeamFileState = { fetching: undefined, picture: undefined, saved: undefined, error: undefined };

/** What the page draws, by its bytes and not by its name. */
const mediaTypes = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif' } as const;

export function isPicture(kind: Attachment['kind']): kind is keyof typeof mediaTypes {
  return Object.hasOwn(mediaTypes, kind);
}

/** Files of the team's tickets: fetched when they are asked for, shown or saved, and kept nowhere. */
export function createTeamFileStore(desk: DeskApi): TeamFileStore {
  const store = createStore<TeamFileState>(() => nothing);
  const { getState, setState } = store;
  /** What was asked for before is not shown. */
  let asked = 0;

  async function read(id: string, { sha256 }: Attachment) {
    asked += 1;
    const question = asked;
    setState({ fetching: sha256, error: undefined, saved: undefined });
    const file = await desk.invoke('team:file', { ticketId: ticketIdSchema.parse(id), sha256 });
    if (question !== asked) return undefined;
    setState({ fetching: undefined, ...(file.ok ? {} : { error: file.error }) });
    return file.ok ? file.value : undefined;
  }
  function hide(): void {
    const { picture } = getState();
    if (picture) URL.revokeObjectURL(picture.url);
    setState({ picture: undefined });
  }

  const actions: TeamFileActions = {
    async show(ticketId, file) {
      hide();
      const found = await read(ticketId, file);
      if (!found || !isPicture(found.kind)) return;
      const bytes = Uint8Array.from(atob(found.data), (char) => char.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: mediaTypes[found.kind] }));
      setState({ picture: { ticketId, sha256: file.sha256, url } });
    },
    hide,
    async fetch(ticketId, file) {
      const found = await read(ticketId, file);
      if (!found) return undefined;
      setState({ saved: file.name });
      return { name: file.name, data: found.data };
    },
    clear() {
      asked += 1;
      hide();
      setState(nothing);
    },
  };
  return Object.assign(store, { actions });
}
