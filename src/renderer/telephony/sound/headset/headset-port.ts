import type { DeskLine, HeadsetCommand } from './headset-machine.ts';

export type HeadsetLink =
  /** This browser has no WebHID. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'none' }
  | { readonly kind: 'connected'; readonly name: string }
  /** It is there, but another program keeps it, or the system does not let us. */
  | { readonly kind: 'failed'; readonly name: string };

export type HeadsetEvent =
  | { readonly type: 'pressed'; readonly command: HeadsetCommand }
  | { readonly type: 'linkChanged'; readonly link: HeadsetLink };

/** The keys and lights of a headset. Nothing waits for one: without it nothing is ever pressed. */
export interface HeadsetPort {
  /** Returns the unsubscribe. */
  subscribe(listener: (event: HeadsetEvent) => void): () => void;
  link(): HeadsetLink;
  /** Lets the agent choose one; only on his key or click. From then on it is found by itself. */
  connect(): Promise<void>;
  /** What its lights are to say; not sent again where they say it already. */
  show(line: DeskLine): void;
  close(): Promise<void>;
}
