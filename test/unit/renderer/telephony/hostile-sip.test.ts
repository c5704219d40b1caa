import { Registerer, type Invitation, type UserAgent } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeUserAgent } from '../../../../src/renderer/telephony/sip/make-user-agent.ts';
import type { LinkEvents } from '../../../../src/renderer/telephony/wire/link.ts';
import { gatedLinks } from '../../../../src/renderer/telephony/wire/gated-link.ts';
import { MessageGate } from '../../../../src/renderer/telephony/wire/message-gate.ts';
import { hostileCorpus } from '../../../fixtures/hostile-sip/corpus.ts';
import { mutate, mutated } from '../../../fixtures/hostile-sip/mutate.ts';
import { request, type HostileMessage } from '../../../fixtures/hostile-sip/request.ts';
import { seeded } from '../../../fixtures/hostile-sip/random.ts';

const { process } = globalThis as unknown as { process: { cpuUsage(before?: CpuTime): CpuTime } };
/** Microseconds. */
interface CpuTime {
  readonly user: number;
  readonly system: number;
}

/** Of this process, so that other programs on the machine don't count. */
const longestTaskMs = 200;

describe('what hostile peers send', { timeout: 90_000 }, () => {
  let events: LinkEvents;
  let sent: string[];
  let invitations: Invitation[];
  let now: number;
  let userAgent: UserAgent;

  beforeEach(async () => {
    sent = [];
    invitations = [];
    now = 0;
    const clock = { now: () => now, after: () => () => undefined, onGap: () => () => undefined };
    const made = makeUserAgent({
      user: '8001',
      domain: 'lab.invalid',
      open: gatedLinks(
        (linkEvents) => {
          events = linkEvents;
          queueMicrotask(() => linkEvents.onOpen());
          return { send: (message) => void sent.push(message), close: () => undefined, check: () => undefined };
        },
        new MessageGate(),
        clock,
      ),
      handlerFactory: () => {
        throw new Error('nothing is answered here');
      },
      delegate: { onInvite: (invitation) => void invitations.push(invitation) },
      noAnswerTimeoutS: 120,
    });
    if (!made) throw new Error('no agent');
    userAgent = made;
    await userAgent.start();
  });
  afterEach(() => userAgent.stop());

  /** The slowest message, by the time of the processor that it took. */
  function deliver(messages: readonly HostileMessage[]): { name: string; ms: number } {
    let slowest = { name: '', ms: 0 };
    for (const { name, data } of messages) {
      // Slowly: the gate lets each one through to the parser that it finds in order.
      now += 1_000;
      const before = process.cpuUsage();
      events.onMessage(typeof data === 'string' ? data : new TextDecoder().decode(data));
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1_000;
      if (ms > slowest.ms) slowest = { name, ms };
    }
    return slowest;
  }

  function expectGoodCall(): void {
    const from = invitations.length;
    now += 60_000;
    events.onMessage(request('8001', { headers: { 'Call-ID': `good-${from}`, 'X-Queue': 'good' } }));
    expect(invitations.slice(from).map(({ request: { callId } }) => callId)).toEqual([`good-${from}`]);
  }

  it('is taken message by message without a throw and in time, and the next good call rings', () => {
    // All of it goes over a real socket into a real page in test/integration/telephony.
    const everyFourth = hostileCorpus('8001').filter((_, index) => index % 4 === 0);
    const slowest = deliver(everyFourth);
    expect(slowest.ms, slowest.name).toBeLessThan(longestTaskMs);
    expectGoodCall();
  });

  it('is taken in hundreds of mutations', () => {
    for (const seed of [1, 20_260_101, 9527]) {
      const slowest = deliver(mutated('8001', seed, 300));
      expect(slowest.ms, slowest.name).toBeLessThan(longestTaskMs);
      expectGoodCall();
    }
  });

  it('is no better as an answer to what was asked', async () => {
    const random = seeded(7);
    const answers: HostileMessage[] = [];
    for (let i = 0; i < 20; i += 1) {
      const registerer = new Registerer(userAgent);
      void registerer.register().catch(() => undefined);
      await vi.waitFor(() => expect(sent.at(-1)).toMatch(/^REGISTER /));
      const asked = sent.pop() ?? '';
      const fields = asked.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq|Contact):/.test(line));
      const challenge = 'WWW-Authenticate: Digest realm="lab", nonce="n", algorithm=MD5, qop="auth"';
      for (const status of ['200 OK', '401 Unauthorized', '423 Interval Too Brief', '302 Moved']) {
        const answer = [`SIP/2.0 ${status}`, ...fields, challenge, 'Content-Length: 0', '', ''].join('\r\n');
        for (let n = 0; n < 5; n += 1) answers.push({ name: `answer ${status}`, data: mutate(answer, random) });
      }
    }
    const slowest = deliver(answers);
    expect(slowest.ms, slowest.name).toBeLessThan(longestTaskMs);
    expectGoodCall();
  });
});
