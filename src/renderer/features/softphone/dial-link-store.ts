import { createStore, type StoreApi } from 'zustand/vanilla';
import { longestDialLink, readDialLink } from '../../../shared/call/dial-link.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { PhoneOwner } from '../../telephony/owner/phone-owner.ts';

export interface DialLinkState {
  /** What a link asks to call; a new object for each link. */
  readonly asked: { readonly text: string } | undefined;
  /** Why the last link was refused. */
  readonly error: AppError | undefined;
}

export type DialLinkStore = StoreApi<DialLinkState> & {
  /** Somebody followed a link. Its number waits in the dial line: only the agent himself calls it. */
  follow(link: string): void;
  /** Called, or not wanted. */
  clear(): void;
};

export interface DialLinkParts {
  readonly owner: PhoneOwner;
  /** Between the windows of a seat. */
  readonly channel: BroadcastChannel;
  /** The dial line must be seen. */
  readonly onAsked: () => void;
}

const nothing: DialLinkState = { asked: undefined, error: undefined };

/** Links from outside and from the desk's own texts. The window that has the phone shows them. */
export function createDialLinks({ owner, channel, onAsked }: DialLinkParts): DialLinkStore {
  const store = createStore<DialLinkState>(() => nothing);
  function show(link: string): void {
    const read = readDialLink(link);
    if (!read.ok) return store.setState({ asked: undefined, error: read.error });
    store.setState({ asked: { text: read.value }, error: undefined });
    onAsked();
  }
  function passOn(link: string): void {
    // Never more of a hostile one than it takes to refuse it.
    channel.postMessage(link.slice(0, longestDialLink + 1));
    store.setState(nothing);
  }
  let kept: string | undefined;
  const settle = (): void => {
    const state = owner.state();
    if (kept === undefined || (state.kind !== 'owning' && !state.isElsewhere)) return;
    const link = kept;
    kept = undefined;
    if (state.kind === 'owning') show(link);
    else passOn(link);
  };
  owner.subscribe(settle);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string' && owner.state().kind === 'owning') show(data);
  });
  return Object.assign(store, {
    follow: (link: string) => {
      kept = link;
      settle();
    },
    clear: () => store.setState(nothing),
  });
}
