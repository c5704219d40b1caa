import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestDialLink, readDialLink } from '../../../../src/shared/call/dial-link.ts';
import { readDialText } from '../../../../src/shared/call/dial-text.ts';

describe('links that ask for a call', () => {
  test.each([
    ['tel:+86-971-555-0101', '+869715550101'],
    ['tel:8001;phone-context=example.org', '8001'],
    ['TEL:%2B8613900000011', '+8613900000011'],
    ['13900000011', '13900000011'],
    ['sip:8002@pbx.example:5070;transport=ws', 'sip:8002@pbx.example:5070'],
    ['sips:alice%2Eb@pbx.example', 'sip:alice.b@pbx.example'],
  ])('%s fills the dial line with %s', (link, text) => {
    expect(readDialLink(link)).toEqual({ ok: true, value: text });
    expect(readDialText(text)).toBeDefined();
  });

  test.each([
    [`tel:${'1'.repeat(10_000)}`, 'phone.linkTooLong'],
    ['tel:8001\u202E1008', 'phone.linkHidden'],
    ['tel:80%E2%80%AE01', 'phone.linkHidden'],
    ['tel:8001%0D%0AContact:evil', 'phone.linkHidden'],
    ['tel:80\u200B01', 'phone.linkHidden'],
    ['tel:8001\0', 'phone.linkHidden'],
    ['sip:8001@pbx.example?Replaces=abc%3Bto-tag%3D1', 'phone.linkAsksMore'],
    ['sip:8001@pbx.example%3FReplaces=abc', 'phone.linkAsksMore'],
    ['sip:8001@pbx.example；method=REFER', 'phone.linkAsksMore'],
    ['sip:8001@pbx.example;method=BYE', 'phone.linkAsksMore'],
    ['tel:*21*13900000011%23', 'phone.linkServiceCode'],
    ['tel:%252A21%2523', 'phone.linkServiceCode'],
    ['javascript:alert(1)', 'phone.linkNoNumber'],
    ['http://8001@pbx.example/', 'phone.linkNoNumber'],
    ['tel:', 'phone.linkNoNumber'],
    ['', 'phone.linkNoNumber'],
  ])('%j is refused', (link, code) => {
    expect(readDialLink(link)).toMatchObject({ ok: false, error: { code } });
  });

  test('whatever comes, what is taken is short, plain, and a number or an address', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.stringMatching(/^(tel|sip|sips):[\w@.;=?%&+*#-]{0,60}$/),
    );
    fc.assert(
      fc.property(nasty, (link) => {
        const read = readDialLink(link);
        if (!read.ok) return;
        expect(read.value.length).toBeLessThanOrEqual(longestDialLink);
        expect(read.value).toMatch(/^(sip:)?\+?[\w.~+-]+(@[\w.-]+(:\d{1,5})?)?$/);
      }),
    );
  });
});
