import type { Page } from 'playwright-core';
import { seen } from './until.ts';

export interface Frame {
  /** UTC epoch ms of its arrival here, some ms after the page's own. */
  readonly at: number;
  readonly isSent: boolean;
  readonly text: string;
}

/** What goes over the websockets of a page, read from outside: seen whatever the page makes of it. */
export interface SocketTap {
  readonly frames: readonly Frame[];
  /** The first frame that fits, from the given place on. */
  next(fits: (frame: Frame) => boolean, from?: number): Promise<Frame>;
}

/** @param isMeant by the socket's address */
export function tapSockets(page: Page, isMeant: (url: string) => boolean): SocketTap {
  const frames: Frame[] = [];
  const looking = new Set<() => void>();
  page.on('websocket', (socket) => {
    if (!isMeant(socket.url())) return;
    const take = (isSent: boolean) => (data: { payload: string | Buffer }) => {
      frames.push({ at: Date.now(), isSent, text: data.payload.toString() });
      for (const look of looking) look();
    };
    socket.on('framesent', take(true));
    socket.on('framereceived', take(false));
  });
  return {
    frames,
    next: (fits, from = 0) =>
      seen(`a frame that fits, after the first ${String(from)}`, looking, () => frames.slice(from).find(fits)),
  };
}
