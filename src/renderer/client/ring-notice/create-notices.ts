import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { NoticePort } from './notice-port.ts';
import { createShellNotices } from './shell-notices.ts';
import { createWorkerNotices } from './worker-notices.ts';

/**
 * Notices as this page's shell has them: a browser's with keys, from a service worker. Electron's page comes from a scheme
 * of its own, which has no service workers; there the shell shows them.
 */
export function createNotices(desk: DeskApi): NoticePort {
  if (!/^https?:$/.test(location.protocol)) return createShellNotices(desk);
  const hasNotices = 'Notification' in globalThis && 'serviceWorker' in navigator;
  return hasNotices ? createWorkerNotices(navigator.serviceWorker) : noNotices;
}

const noNotices: NoticePort = {
  permission: () => 'unsupported',
  ask: () => Promise.resolve(false),
  show: () => undefined,
  close: () => undefined,
  onPressed: () => () => undefined,
};
