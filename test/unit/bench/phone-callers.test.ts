import { describe, expect, it } from 'vitest';
import { callFactsFromHeaders } from '../../../src/shared/call/caller-facts.ts';
import { phrasePackSchema } from '../../../src/shared/domain/phrase.ts';
import { viewLine } from '../../../src/shared/script/line-view.ts';
import { makeScriptBook } from '../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../src/shared/script/shipped.ts';
import { lineText } from '../../../src/shared/script/slots.ts';
import { suggest } from '../../../src/shared/script/suggest.ts';
import { scriptCall } from '../../fixtures/script-call.ts';
import { callIdSchema } from '../../../src/shared/ids.ts';
import { defaultHeaderMap } from '../../../src/shared/domain/header-map.ts';
import { toE164 } from '../../../src/main/features/calls/phone-number.ts';
import { benchAgentNo, benchCaller, benchCustomer, greetings, unknownName } from '../../bench/phone/callers.ts';

const indexes = Array.from({ length: 1_000 }, (_, index) => index);
const callers = indexes.map(benchCaller);

/** The desk's own reading of the headers. */
function readFacts(headers: readonly string[]) {
  const values = (name: string) =>
    headers
      .filter((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      .map((header) => header.slice(header.indexOf(':') + 1).trim());
  return callFactsFromHeaders(values, {
    callId: callIdSchema.parse('01980000-0000-7000-8000-000000000001'),
    ...{ direction: 'inbound', isPractice: false, startedAt: 0, headerMap: defaultHeaderMap },
  });
}

/** The desk's own choice among the bench's greetings. */
function readGreeting(
  lang: keyof typeof greetings,
  salutation: { name: string; salutation: string } | undefined,
  isReturning: boolean,
) {
  const isTibetan = lang === 'adx' || lang === 'khg';
  const phrase = (moment: string, text: string) => ({
    ...{ moment, version: 1, status: isTibetan ? 'draft' : 'approved' },
    ...{ text: isTibetan ? 'བདེ་མོ།' : text, gloss: text },
  });
  const { first, returning } = greetings[lang];
  const pack = phrasePackSchema.parse({
    ...{ schemaVersion: 2, lang, version: 1, note: '' },
    phrases: [phrase('greeting.any', first), phrase('greeting.returning', returning)],
  });
  const context = scriptCall({ phase: 'ringing', language: lang, callsInTwoDays: isReturning ? 2 : 1 });
  const [line] = suggest(makeScriptBook(shippedMoments, [pack], shippedCalendar), context).lines;
  const view = line && viewLine(line, { agentNo: benchAgentNo, salutation, timeGreeting: 10 }, context);
  return view && lineText(view.large.segments);
}

describe('callers of the phone bench', () => {
  it('says by hand what a few of them have to bring up', () => {
    expect(callers[0]?.expected).toEqual({
      ...{ lang: 'zh-Hans', greeting: '周文斌先生您好，工号 8001，请讲。', name: '周文斌 先生' },
      ...{ number: '138 0010 0000', card: '西宁市城东区测试路 1 号', openTicket: 'W-500000' },
    });
    expect(callers[1]?.expected).toMatchObject({
      ...{ lang: 'adx', greeting: '李家豪女士您好，安多话，工号 8001，又见面了。', openTicket: undefined },
    });
    expect(callers[2]?.expected.lang).toBe('khg');
    expect(callers[3]?.expected.greeting).toBe('Hello again, this is agent 8001.');
    // From a neighbour's telephone, known by his customer id.
    expect(callers[4]?.expected).toMatchObject({ lang: 'yue-Hant-HK', number: '139 0020 0004' });
    expect(callers[4]?.headers).toContain('X-Customer-Id: bench-00004');
    expect(callers[7]?.expected).toMatchObject({
      lang: 'khg',
      name: unknownName,
      greeting: '您好，康巴话，工号 8001。',
    });
  });

  it('has callers who can be told apart, in every language, some of them unknown', () => {
    expect(new Set(callers.map(({ expected }) => expected.number)).size).toBe(callers.length);
    expect(new Set(callers.map(({ expected }) => expected.card)).size).toBe(876);
    for (const lang of Object.keys(greetings)) {
      expect(callers.slice(0, 240).filter(({ expected }) => expected.lang === lang).length).toBeGreaterThan(30);
    }
    const texts = Object.values(greetings).flatMap(({ first, returning }) => [first, returning]);
    expect(new Set(texts).size).toBe(10);
  });

  it('expects what the desk reads from the headers and chooses from the packs', async () => {
    for (const index of indexes) {
      const { headers, expected } = callers[index]!;
      const customer = benchCustomer(index);
      const isKnown = expected.name !== unknownName;
      const facts = readFacts(headers);
      const number = await toE164(facts.number, 'CN');
      const language = facts.language ?? (isKnown ? customer.language : 'zh-Hans');
      expect([index, language]).toEqual([index, expected.lang]);
      expect(number?.replace('+86', '')).toBe(expected.number.replaceAll(' ', ''));
      if (isKnown) expect(facts.customerId ?? number).toBe(facts.customerId ? customer.id : customer.phone);
      const salutation = isKnown ? { name: customer.name, salutation: customer.salutation } : undefined;
      expect(readGreeting(expected.lang, salutation, isKnown && customer.hasCalledYesterday)).toBe(expected.greeting);
    }
  });
});
