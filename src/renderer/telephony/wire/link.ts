/** One connection to an exchange that carries whole SIP messages, in order. */
export interface Link {
  send(message: string): void;
  /** Gone at once, whatever the far end does; `onClosed` is not called for it. */
  close(): void;
}

export interface LinkEvents {
  onOpen(): void;
  onMessage(message: string): void;
  /** The far end closed it, or it never opened. At most once, and nothing after it. */
  onClosed(): void;
}

/** Starts a connection; its fate comes through the events, never before this returned. */
export type OpenLink = (events: LinkEvents) => Link;
