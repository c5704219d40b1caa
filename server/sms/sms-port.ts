/**
 * What the way out made of a message. `refused`: it will never go, and why. `tryAgain`: it has certainly not gone yet.
 * `unknown`: it may have gone. Reasons are codes such as `http.403`, never anybody's words.
 */
export type SmsAnswer =
  { readonly kind: 'accepted' } | { readonly kind: 'refused' | 'tryAgain' | 'unknown'; readonly reason: string };

/** The one way by which text messages leave the centre. */
export interface SmsPort {
  /** `id`: the same for every try of a message. `number`: E.164. Never throws. */
  send(id: string, number: string, text: string): Promise<SmsAnswer>;
}
