import { defaultCallOptions } from '../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../src/shared/domain/header-map.ts';
import type { SipRegistrar } from '../../fakes/sip-registrar.ts';

/** Line 9527 of a fake exchange, as a session would bring it to the page. */
export function phoneConfig(registrar: SipRegistrar, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'ws',
    servers: [registrar.url],
    domain: 'pbx.invalid',
    user: '9527',
    password: 'secret',
    headerMap: defaultHeaderMap,
    calls: defaultCallOptions,
    iceServers: [],
    ...overrides,
  };
}
