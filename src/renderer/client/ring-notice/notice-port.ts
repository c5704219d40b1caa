import type { NoticeDeed } from '../../../shared/domain/shell-window.ts';

/** What the system shows beside the desk while a call rings. */
export interface RingNotice {
  /** One notice per call: shown again it takes the place of the one before. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly answerText: string;
  readonly rejectText: string;
}

export interface PressedNotice {
  readonly id: string;
  readonly deed: NoticeDeed;
}

export interface NoticePort {
  /** Of the browser; `unsupported` where it has no notices. */
  permission(): NotificationPermission | 'unsupported';
  /** Only after the agent pressed something. True when notices may be shown. */
  ask(): Promise<boolean>;
  /** In order with `close`; never rejects. */
  show(notice: RingNotice): void;
  close(id: string): void;
  /** Returns the unsubscribe. */
  onPressed(listener: (pressed: PressedNotice) => void): () => void;
}
