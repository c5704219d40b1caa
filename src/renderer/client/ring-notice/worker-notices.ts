import workerUrl from './notice-worker.ts?worker&url';
import type { NoticeDeed } from '../../../shared/domain/shell-window.ts';
import type { NoticePort, PressedNotice, RingNotice } from './notice-port.ts';
import { noticeKind, type WorkerMessage } from './worker-message.ts';

/** Notices with keys: what a service worker shows. Nothing is registered before the first one. */
export function createWorkerNotices(container: ServiceWorkerContainer): NoticePort {
  const listeners = new Set<(pressed: PressedNotice) => void>();
  let registered: Promise<ServiceWorkerRegistration> | undefined;
  /** What is asked for is done in order: a ring that ends at once must not leave its notice behind. */
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = (work: (registration: ServiceWorkerRegistration) => Promise<void>): void => {
    last = last.then(async () => {
      try {
        registered ??= register(container);
        await work(await registered);
      } catch {
        // The ring is heard and seen all the same; the next one tries again.
        registered = undefined;
      }
    });
  };
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const pressed = readPressed(data);
    if (pressed) for (const listener of listeners) listener(pressed);
  });
  return {
    permission: () => Notification.permission,
    ask: async () => (await Notification.requestPermission()) === 'granted',
    show: (notice) => inTurn((registration) => registration.showNotification(notice.title, optionsOf(notice))),
    close: (id) =>
      inTurn(async (registration) => {
        for (const notice of await registration.getNotifications({ tag: id })) notice.close();
      }),
    onPressed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration> {
  const registration = await container.register(workerUrl, { type: 'module' });
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker) {
    await new Promise<void>((resolve) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated' || worker.state === 'redundant') resolve();
      });
    });
  }
  // Of a page that was closed or crashed while it rang.
  for (const notice of await registration.getNotifications()) notice.close();
  return registration;
}

/** The keys are missing in the types of a page. */
interface NoticeOptions extends NotificationOptions {
  readonly actions: readonly { readonly action: NoticeDeed; readonly title: string }[];
}

function optionsOf({ id, body, answerText, rejectText }: RingNotice): NoticeOptions {
  return {
    ...{ body, tag: id, requireInteraction: true, silent: true },
    actions: [
      { action: 'answer', title: answerText },
      { action: 'reject', title: rejectText },
    ],
  };
}

function readPressed(data: unknown): PressedNotice | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { kind, id, deed } = data as Partial<WorkerMessage>;
  if (kind !== noticeKind || typeof id !== 'string') return undefined;
  return { id, deed: deed === 'answer' || deed === 'reject' ? deed : 'open' };
}
