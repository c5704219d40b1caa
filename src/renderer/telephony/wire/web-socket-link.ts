import type { Link, LinkEvents, OpenLink } from './link.ts';

/** A dead address must not hold up the next one for the minutes that a TCP connect may take. */
const openTimeoutMs = 5_000;

/**
 * Connections over ws/wss (RFC 7118). Each new one goes to the next server of the list when the last one failed to open
 * or broke, so that a centre's second exchange is tried without anybody's doing.
 *
 * @param servers at least one URL, in order of preference
 */
export function webSocketLinks(servers: readonly string[]): OpenLink {
  let next = 0;
  return (events) => {
    const server = servers[next % servers.length] ?? '';
    return openWebSocket(server, {
      ...events,
      onClosed: () => {
        next += 1;
        events.onClosed();
      },
    });
  };
}

function openWebSocket(server: string, events: LinkEvents): Link {
  const socket = new WebSocket(server, 'sip');
  socket.binaryType = 'arraybuffer';
  let isOver = false;
  const end = (): boolean => {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timeout);
    socket.close();
    return true;
  };
  const timeout = setTimeout(() => {
    if (end()) events.onClosed();
  }, openTimeoutMs);
  socket.onopen = () => {
    clearTimeout(timeout);
    if (!isOver) events.onOpen();
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    const message = typeof data === 'string' ? data : new TextDecoder().decode(data);
    // Line breaks alone are keep-alives.
    if (!isOver && message.trim() !== '') events.onMessage(message);
  };
  socket.onclose = () => {
    if (end()) events.onClosed();
  };
  return { send: (message) => socket.send(message), close: () => void end() };
}
