import pg from 'pg';

const firstRetryMs = 200;
const longestRetryMs = 10_000;

/**
 * Keeps one connection of its own on LISTEN and makes it anew with growing pauses when it breaks, telling `onGap` after
 * each time: what was notified meanwhile is lost.
 */
export async function listenOn(
  config: pg.ClientConfig,
  channel: string,
  onNotice: (payload: string) => void,
  onGap: () => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  let isStopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      ...config,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 0,
      keepAlive: true,
    });
    next.on('error', onError);
    next.on('notification', (notice) => onNotice(notice.payload ?? ''));
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(onError);
      throw error;
    }
    next.once('end', reconnectLater);
    client = next;
    retryMs = firstRetryMs;
  }

  function reconnectLater(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      connect().then(
        () => (isStopped ? void client?.end() : onGap()),
        (error: unknown) => {
          onError(error as Error);
          reconnectLater();
        },
      );
    }, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  await connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
