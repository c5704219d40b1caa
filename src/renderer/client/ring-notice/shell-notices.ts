import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { NoticePort } from './notice-port.ts';

/** Notices that the shell shows: with keys where the system has them, else to press as a whole. */
export function createShellNotices(desk: DeskApi): NoticePort {
  return {
    permission: () => 'granted',
    ask: () => Promise.resolve(true),
    show: (notice) => void desk.invoke('window:showNotice', notice),
    close: (id) => void desk.invoke('window:closeNotice', { id }),
    onPressed: (listener) => desk.on('noticePressed', listener),
  };
}
