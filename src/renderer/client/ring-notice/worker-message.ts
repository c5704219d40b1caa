/** Tells these from whatever else a worker may say. */
export const noticeKind = 'tashi-desk-notice';

/** From the worker to each page of the desk; whoever has the call acts. */
export interface WorkerMessage {
  readonly kind: typeof noticeKind;
  readonly id: string;
  readonly deed: string;
}
