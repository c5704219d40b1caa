import { noticeKind, type WorkerMessage } from './worker-message.ts';

/**
 * Takes the keys of notices, which a page alone can't, and hands them to the desk's pages; answers nothing of the
 * network. A browser that let it go starts it again for a key.
 */
interface NoticeScope {
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly DeskPage[]>;
  };
  addEventListener(type: 'notificationclick', listener: (event: NoticeClick) => void): void;
}

interface DeskPage {
  postMessage(message: WorkerMessage): void;
  focus(): Promise<unknown>;
}

interface NoticeClick {
  readonly action: string;
  readonly notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}

const scope = globalThis as unknown as NoticeScope;

scope.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  event.waitUntil(tell({ kind: noticeKind, id: notification.tag, deed: action === '' ? 'open' : action }));
});

async function tell(message: WorkerMessage): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
  // A call is refused without leaving what the agent is at.
  if (message.deed !== 'reject') await pages[0]?.focus().catch(() => undefined);
}
