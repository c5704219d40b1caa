import type { Agent } from '../../../shared/domain/agent.ts';
import { callOptionsSchema, type CallOptions } from '../../../shared/domain/call-options.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { SignInAnswer } from '../../../shared/sync/wire.ts';
import type { Profile } from '../../profile/profile.ts';

/**
 * Where no exchange is configured, or the centre gave this agent no line, the phone is that of practice.
 *
 * @param practice how calls are handled where no exchange says it
 */
export function phoneConfigOf(
  profile: Profile,
  agent: Agent,
  sip: SignInAnswer['sip'],
  practice: CallOptions,
): PhoneConfig {
  const { exchange, headerMap, languages } = profile;
  const calls = exchange ? callOptionsSchema.parse(exchange) : practice;
  const manners = { headerMap, calls, ...(languages.callers && { served: languages.callers }) };
  if (!exchange || !sip) return { kind: 'wire', user: agent.agentNo, domain: 'practice.invalid', ...manners };
  const { servers, domain, iceServers } = exchange;
  return { kind: 'ws', servers, domain, iceServers, user: sip.user, password: sip.password, ...manners };
}
