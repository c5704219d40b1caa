/** One connection to an exchange that carries whole SIP messages, in order. */
export interface Link {
  send(message: string): void;
  /** Gone at once, whatever the far end does; `onClosed` is not called for it. */
  close(): void;
  /** There is reason to doubt that the far end is still there: `onClosed` comes soon if it is not. */
  check(): void;
}

/** `silent`: it still looks open, but nobody answers on it any more. `refused`: nobody listens there. */
export type LinkEnd = 'closed' | 'silent' | 'refused';

export interface LinkEvents {
  onOpen(): void;
  onMessage(message: string): void;
  /** The far end closed it, or it never opened, or nobody is there any more. At most once, and nothing after it. */
  onClosed(end: LinkEnd): void;
}

/** Starts a connection; its fate comes through the events, never before this returned. */
export type OpenLink = (events: LinkEvents) => Link;
