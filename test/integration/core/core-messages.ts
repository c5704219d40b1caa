/** From the test: open a core once, then give it commands. */
export type ToChild =
  | { readonly t: 'open'; readonly home: string; readonly profileName: string; readonly handle?: string }
  | { readonly t: 'ask'; readonly id: number; readonly name: string; readonly input: unknown };

export type FromChild =
  | { readonly t: 'opened' }
  | { readonly t: 'handle'; readonly handle: string | null }
  | { readonly t: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly t: 'event'; readonly name: string; readonly payload: unknown };
