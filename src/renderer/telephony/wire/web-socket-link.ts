import type { Clock } from '../clock/clock.ts';
import type { OpenLink } from './link.ts';

/** A dead address must not hold up the next one for the minutes that a TCP connect may take. */
const openTimeoutMs = 5_000;

/** Connections to one server over ws/wss (RFC 7118). */
export function webSocketLinks(server: string, clock: Clock): OpenLink {
  return (events) => {
    const socket = new WebSocket(server, 'sip');
    socket.binaryType = 'arraybuffer';
    let isOver = false;
    // A socket whose far end hangs takes minutes to close: it is left behind.
    const end = (): boolean => {
      if (isOver) return false;
      isOver = true;
      cancelTimeout();
      socket.close();
      return true;
    };
    const ended = (): void => {
      if (end()) events.onClosed('closed');
    };
    const cancelTimeout = clock.after(openTimeoutMs, ended);
    socket.onopen = () => {
      cancelTimeout();
      if (!isOver) events.onOpen();
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      // What is not UTF-8 comes as bytes, and is read as well as it can be.
      if (!isOver) events.onMessage(typeof data === 'string' ? data : new TextDecoder().decode(data));
    };
    socket.onclose = ended;
    return { send: (message) => socket.send(message), close: () => void end(), check: () => undefined };
  };
}
