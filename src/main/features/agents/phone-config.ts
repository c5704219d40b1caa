import type { Agent } from '../../../shared/domain/agent.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { SignInAnswer } from '../../../shared/sync/wire.ts';
import type { Profile } from '../../profile/profile.ts';

/** Where no exchange is configured, or the centre gave this agent no line, the phone is that of practice. */
export function phoneConfigOf(profile: Profile, agent: Agent, sip: SignInAnswer['sip']): PhoneConfig {
  const { exchange, headerMap, languages } = profile;
  const reading = { headerMap, ...(languages.callers && { served: languages.callers }) };
  if (!exchange || !sip) return { kind: 'wire', user: agent.agentNo, domain: 'practice.invalid', ...reading };
  return { kind: 'ws', ...exchange, user: sip.user, password: sip.password, ...reading };
}
