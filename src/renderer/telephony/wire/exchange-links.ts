import type { Reach } from '../../../shared/ipc/dial-commands.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../clock/clock.ts';
import { gatedLinks } from './gated-link.ts';
import { knockingLinks } from './knocking-link.ts';
import type { OpenLink } from './link.ts';
import { MessageGate } from './message-gate.ts';
import { watchedLinks } from './watched-link.ts';
import { webSocketLinks } from './web-socket-link.ts';

/** Asks whether somebody listens at a server, by its place in the configuration. */
export type Knock = (server: number) => Promise<Reach>;

/** Connections to each server of a real exchange: knocked at, asked whether they live, and guarded against floods. */
export function exchangeLinks(config: Extract<PhoneConfig, { kind: 'ws' }>, clock: Clock, knock: Knock): OpenLink[] {
  // One gate for all: calls outlive the connection that they came on.
  const gate = new MessageGate();
  const { user, domain } = config;
  return config.servers.map((server, index) => {
    const knocking = knockingLinks(webSocketLinks(server, clock), () => knock(index), clock);
    return gatedLinks(watchedLinks(knocking, { clock, user, domain }), gate, clock);
  });
}
