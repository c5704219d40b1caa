import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../clock/clock.ts';
import { gatedLinks } from './gated-link.ts';
import type { OpenLink } from './link.ts';
import { MessageGate } from './message-gate.ts';
import { watchedLinks } from './watched-link.ts';
import { webSocketLinks } from './web-socket-link.ts';

/** Connections to each server of a real exchange: asked whether they live, and guarded against floods. */
export function exchangeLinks(config: Extract<PhoneConfig, { kind: 'ws' }>, clock: Clock): OpenLink[] {
  // One gate for all: calls outlive the connection that they came on.
  const gate = new MessageGate();
  const { user, domain } = config;
  return config.servers.map((server) =>
    gatedLinks(watchedLinks(webSocketLinks(server, clock), { clock, user, domain }), gate, clock),
  );
}
