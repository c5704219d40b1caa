/** What the launcher and the core process say to each other. Both come from one build, so the types are all the check there is. */

/** Everything a core process needs to stand on the same origin as the one before it. */
export interface CoreStart {
  readonly t: 'start';
  readonly home: string;
  readonly profileName: string;
  /** `http://<label>.localhost:<port>`, as the browser writes it. */
  readonly origin: string;
  /** The value of the session cookie. */
  readonly secret: string;
  /** From the core before, to go on with its session. */
  readonly handle?: string;
}

export type ToCore =
  | CoreStart
  /** Comes with a socket: a connection that the launcher accepted. */
  | { readonly t: 'connection'; readonly id: number }
  | { readonly t: 'redeemed'; readonly id: number; readonly verdict: NonceVerdict }
  | { readonly t: 'profileOpening'; readonly id: number; readonly opening: ProfileOpening }
  | { readonly t: 'stop' };

export type FromCore =
  /** Connections may be handed over now. */
  | { readonly t: 'listening' }
  /** This one's from now on, and nobody else's. */
  | { readonly t: 'taken'; readonly id: number }
  /** The core itself is open and answers commands. */
  | { readonly t: 'open' }
  | { readonly t: 'redeem'; readonly id: number; readonly nonce: string }
  | { readonly t: 'handle'; readonly handle: string | null }
  | { readonly t: 'openProfile'; readonly id: number; readonly name: string }
  /** The page has been told what `profileOpening` said: this core is needed no longer. */
  | { readonly t: 'pageTold' }
  | { readonly t: 'pages'; readonly count: number };

/** `used` may mean that somebody else was quicker, so it is told apart. */
export type NonceVerdict = 'admitted' | 'used' | 'expired' | 'unknown';

/** Null: the page need not go anywhere. `busy`: another desk has the profile, or this one is on its way to another. */
export type ProfileOpening = { readonly address: string | null } | 'busy';
