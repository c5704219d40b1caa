import { execFileSync } from 'node:child_process';

/** Packets of the media relay, whichever way they go; the exchange's signalling is left alone. */
const relayPorts = '34000:38999';

/**
 * Loses this share of the voice packets on each hop, phone to relay and relay to desk, until it is called off, which may
 * be done twice.
 */
export function losePackets(share: number): () => void {
  const rules = ['--sport', '--dport'].map((port) => [
    ...['INPUT', '-p', 'udp', port, relayPorts],
    ...['-m', 'statistic', '--mode', 'random', '--probability', String(share), '-j', 'DROP'],
  ]);
  for (const rule of rules) execFileSync('iptables', ['-A', ...rule]);
  return () => {
    for (const rule of rules.splice(0)) execFileSync('iptables', ['-D', ...rule]);
  };
}
