import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { ExchangeFindings, ServerFindings } from '../../../shared/setup/findings.ts';

// What asks is loaded when it is first wanted: a seat is set up once, and started every day.

/** Fails with `probe.*`. */
export async function testServer(url: string): Promise<Result<ServerFindings>> {
  const { probeServer } = await import('../../probe/server-probe.ts');
  return probeServer(url);
}

/** Fails with `probe.*`, `phone.wrongPassword` and `phone.unknownUser`. */
export async function testExchange(input: CommandInput<'setup:testExchange'>): Promise<Result<ExchangeFindings>> {
  const { server, domain, account } = input;
  const { probeExchange } = await import('../../probe/exchange-probe.ts');
  return probeExchange({ server, domain, ...(account && { account }) });
}
