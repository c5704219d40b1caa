import { describe, expect, it } from 'vitest';
import { MessageGate, type Verdict } from '../../../../../src/renderer/telephony/wire/message-gate.ts';
import { goodFingerprint, offer, request } from '../../../../fixtures/hostile-sip/request.ts';

const user = '8001';
const invite = (callId: string, body = '') => request(user, { headers: { 'Call-ID': callId }, body });
const inside = (method: string, callId: string) =>
  request(user, { method, headers: { 'Call-ID': callId, To: `<sip:${user}@lab.invalid>;tag=mine` } });
const answered = (callId: string) =>
  ['SIP/2.0 200 OK', 'Via: SIP/2.0/WS x', 'From: <sip:a@b>', 'To: <sip:c@d>;tag=mine', `Call-ID: ${callId}`]
    .concat('CSeq: 1 INVITE', 'Content-Length: 0', '', '')
    .join('\r\n');
const statusOf = (verdict: Verdict) => (typeof verdict === 'string' ? verdict : verdict.reply.split('\r\n', 1)[0]);

/** 200 a second, each from another caller. */
function flood(gate: MessageGate, seconds: number): Verdict[] {
  return Array.from({ length: 200 * seconds }, (_, i) =>
    gate.admit(invite(`flood-${i}`, offer(goodFingerprint)), i * 5),
  );
}

describe('the gate before the SIP parser', () => {
  it('lets a call through, and what belongs to it', () => {
    const gate = new MessageGate();
    expect(gate.admit(invite('a', offer(goodFingerprint)), 0)).toBe('pass');
    expect(gate.admit(request(user, { method: 'CANCEL', headers: { 'Call-ID': 'a' } }), 0)).toBe('pass');
    expect(gate.admit(inside('ACK', 'a'), 0)).toBe('pass');
  });

  it('sheds a flood of callers with 503, and takes a caller in once it is over', () => {
    const gate = new MessageGate();
    const verdicts = flood(gate, 10);
    const passed = verdicts.filter((verdict) => verdict === 'pass').length;
    expect(passed).toBeGreaterThanOrEqual(12);
    expect(passed).toBeLessThanOrEqual(12 + 6 * 10);
    const shed = verdicts.find((verdict) => verdict !== 'pass');
    expect(shed).toMatchObject({
      reply: expect.stringMatching(/^SIP\/2\.0 503 [^]*To: [^\r]*;tag=gate\r\n[^]*\r\n\r\n$/),
    });
    expect(gate.admit(invite('b'), 13_000)).toBe('pass');
  });

  it('copies every Via of the refused call, in order', () => {
    const gate = new MessageGate();
    flood(gate, 1);
    const Via = ['SIP/2.0/WS a;branch=z9hG4bK1', 'SIP/2.0/UDP b;branch=z9hG4bK2'];
    const verdict = gate.admit(request(user, { headers: { Via } }), 995);
    expect(typeof verdict === 'object' && verdict.reply.match(/^Via: .*$/gm)).toEqual(Via.map((via) => `Via: ${via}`));
  });

  it('keeps the call that stands through a flood, ten thousand callers long', () => {
    const gate = new MessageGate();
    gate.admit(invite('standing'), -60_000);
    gate.sent(answered('standing'));
    flood(gate, 50);
    for (const method of ['BYE', 'INVITE', 'INFO']) expect(gate.admit(inside(method, 'standing'), 50_001)).toBe('pass');
  });

  it('keeps what the desk dialled, and answers to what it asked', () => {
    const gate = new MessageGate();
    const ok = (callId: string) => answered(callId);
    expect(gate.admit(ok('mine'), 0)).toBe('drop');
    gate.sent(invite('mine'));
    flood(gate, 10);
    expect(gate.admit(ok('mine'), 10_001)).toBe('pass');
  });

  it('bounds what one call may send, and what comes for no call at all', () => {
    const gate = new MessageGate();
    gate.admit(invite('noisy'), 0);
    gate.sent(answered('noisy'));
    const verdicts = Array.from({ length: 1_000 }, (_, i) => gate.admit(inside('INFO', 'noisy'), i));
    expect(verdicts.filter((verdict) => verdict === 'pass').length).toBeLessThan(70);
    const strays = Array.from({ length: 1_000 }, (_, i) => gate.admit(inside('BYE', `stray-${i}`), 5_000 + i));
    expect(strays.filter((verdict) => verdict === 'pass').length).toBeLessThan(40);
    const acks = Array.from({ length: 100 }, (_, i) => gate.admit(inside('ACK', `stray-${i}`), 6_000));
    expect(acks).not.toContainEqual(expect.objectContaining({ reply: expect.anything() }));
  });

  it('refuses with a reason where an answer can find its way, and is silent where none can', () => {
    const gate = new MessageGate();
    const of = (headers: Record<string, string | string[] | undefined>) => gate.admit(request(user, { headers }), 0);
    expect(statusOf(of({ From: ['<sip:a@b>;tag=1', '<sip:c@d>;tag=2'] }))).toBe('drop');
    expect(statusOf(of({ Contact: Array.from({ length: 50 }, () => '<sip:a@b>') }))).toBe('SIP/2.0 400 Bad Request');
    expect(statusOf(of({ 'Content-Length': ['1', '2'] }))).toBe('SIP/2.0 400 Bad Request');
    expect(statusOf(of({ Via: undefined }))).toBe('drop');
    expect(statusOf(of({ 'Call-ID': 'x'.repeat(10_000) }))).toBe('drop');
    const media = offer(...Array.from({ length: 50 }, () => 'm=audio 9 UDP/TLS/RTP/SAVPF 0'));
    expect(statusOf(gate.admit(invite('media', media), 0))).toBe('SIP/2.0 488 Not Acceptable Here');
  });

  it('reads short names and folded lines as what they stand for', () => {
    const gate = new MessageGate();
    const short = invite('short').replace('Call-ID:', 'i:').replace('From:', 'f:\r\n').replace('Via:', 'v :');
    expect(gate.admit(short, 0)).toBe('pass');
    expect(gate.admit(inside('BYE', 'short'), 0)).toBe('pass');
  });
});
