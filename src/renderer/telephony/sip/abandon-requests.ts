import type { UserAgent } from 'sip.js';

/**
 * Fails what was asked on a connection that is gone (RFC 3261, 17.1.4). The library itself would wait 32 s for answers,
 * and until then refuse to ask the same again.
 */
export function abandonRequests(userAgent: UserAgent): void {
  for (const { transaction } of [...userAgent.userAgentCore.userAgentClients.values()]) {
    try {
      (transaction as unknown as FailingTransaction).onTransportError(new Error('the connection is gone'));
    } catch {
      // One that has ended meanwhile has nothing left to fail.
    }
  }
}

/** What sip.js itself calls when sending failed; its types keep it to themselves. */
interface FailingTransaction {
  onTransportError(error: Error): void;
}
