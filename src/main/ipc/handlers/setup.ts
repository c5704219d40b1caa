import { ok } from '../../../shared/ipc/result.ts';
import type { Profiles } from '../../features/setup/profiles.ts';
import { testExchange, testServer } from '../../features/setup/connection-test.ts';
import type { Handlers, SignedOutCommand } from './handlers.ts';

export function setupHandlers(profiles: Profiles): Pick<Handlers, SignedOutCommand> {
  return {
    'profiles:list': async () => ok(profiles.list()),
    'profiles:read': async ({ name }) => profiles.read(name),
    'profiles:open': ({ name }) => profiles.open(name),
    'setup:save': async ({ config, isReplacing }) => ok(profiles.save(config, isReplacing)),
    'setup:testServer': ({ url }) => testServer(url),
    'setup:testExchange': (exchange) => testExchange(exchange),
  };
}
