import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFactsFromHeaders } from '../../../../src/shared/call/caller-facts.ts';
import { callerLanguage } from '../../../../src/shared/call/caller-language.ts';
import { callFactsSchema } from '../../../../src/shared/domain/call.ts';
import { callIdSchema } from '../../../../src/shared/ids.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';

type Headers = Record<string, string | string[]>;

const context = {
  callId: callIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  direction: 'inbound',
  isPractice: false,
  startedAt: 1000,
  headerMap: defaultHeaderMap,
} as const;

function getter(headers: Headers) {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat()]));
  return (name: string) => byName.get(name.toLowerCase()) ?? [];
}
const read = (headers: Headers) => callFactsFromHeaders(getter(headers), context);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('who is calling', () => {
  const cases: [string, Headers, { number: string; displayName?: string }][] = [
    ['a plain address', { From: '<sip:13900000011@pbx>;tag=1' }, { number: '13900000011' }],
    ['a bare URI', { From: 'sip:13900000011@pbx;tag=1' }, { number: '13900000011' }],
    ['a quoted name', { From: '"周 文斌" <sip:139@pbx>' }, { number: '139', displayName: '周 文斌' }],
    ['a name without quotes', { From: 'Drolma <sip:139@pbx>' }, { number: '139', displayName: 'Drolma' }],
    ['escaped quotes', { From: '"A \\"B\\" <C>" <sip:139@pbx>' }, { number: '139', displayName: 'A "B" <C>' }],
    [
      'an encoded word',
      { From: `"=?UTF-8?B?${base64('卓玛')}?=" <sip:139@pbx>` },
      { number: '139', displayName: '卓玛' },
    ],
    [
      'an encoded word in Q',
      { From: '=?utf-8?q?=E5=8D=93_=E7=8E=9B?= <sip:139@pbx>' },
      { number: '139', displayName: '卓 玛' },
    ],
    [
      'encoded words in a row',
      { From: `=?UTF-8?B?${base64('卓')}?= =?UTF-8?B?${base64('玛')}?= <sip:139@pbx>` },
      { number: '139', displayName: '卓玛' },
    ],
    ['percent escapes', { From: '"%E5%8D%93%E7%8E%9B" <sip:139@pbx>' }, { number: '139', displayName: '卓玛' }],
    [
      'the asserted identity before From',
      { From: '<sip:1@pbx>', 'P-Asserted-Identity': '<sip:2@pbx>' },
      { number: '2' },
    ],
    [
      'the telephone number among several identities',
      { 'P-Asserted-Identity': '"Zhou, W" <sip:zhou@corp>, <tel:+86-139-0000-0011>' },
      { number: '+8613900000011', displayName: 'Zhou, W' },
    ],
    [
      'identities in several headers',
      { 'P-Asserted-Identity': ['<sip:zhou@corp>', '<tel:95598>'] },
      { number: '95598' },
    ],
    [
      'visual separators and parameters',
      { From: '<sip:+86(139)0000-0011;phone-context=x@pbx;user=phone>' },
      { number: '+8613900000011' },
    ],
    ['an escaped plus', { From: '<sip:%2B8613900000011@pbx>' }, { number: '+8613900000011' }],
    ['an extension by name', { From: '<sip:front-desk@pbx>' }, { number: 'front-desk' }],
    ['an anonymous caller', { From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1' }, { number: 'anonymous' }],
    [
      'a withheld number',
      { From: '<sip:139@pbx>', 'P-Asserted-Identity': '<tel:139>', Privacy: 'id;critical' },
      { number: 'anonymous' },
    ],
    ['no privacy asked', { From: '<sip:139@pbx>', Privacy: 'none' }, { number: '139' }],
    [
      'the asserted number of an anonymous From',
      { From: '<sip:anonymous@anonymous.invalid>', 'P-Asserted-Identity': '<tel:139>' },
      { number: '139' },
    ],
    ['a machine without a user', { From: '<sip:pbx.example>' }, { number: 'anonymous' }],
    ['no From at all', {}, { number: 'anonymous' }],
    ['an empty identity', { 'P-Asserted-Identity': ' ', From: '<sip:139@pbx>' }, { number: '139' }],
    ['a broken identity', { 'P-Asserted-Identity': '"never closed <sip:', From: '<sip:139@pbx>' }, { number: '139' }],
  ];
  it.each(cases)('reads %s', (_, headers, expected) => {
    const { number, displayName } = read(headers);
    expect({ number, ...(displayName === undefined ? {} : { displayName }) }).toEqual(expected);
  });
});

describe('the language of a caller', () => {
  const cases: [string, Headers, string | undefined][] = [
    ['private-use Amdo', { 'X-Language': 'bo-x-amdo' }, 'adx'],
    ['private-use Kham', { 'X-Language': 'bo-x-khams' }, 'khg'],
    ['Tibetan with a dialect', { 'X-Language': 'bo', 'X-Dialect': 'kham' }, 'khg'],
    ['Tibetan with a dialect in capitals', { 'X-Language': 'BO-CN', 'X-Dialect': 'Amdo' }, 'adx'],
    ['Tibetan with a dialect tag', { 'X-Language': 'bo', 'X-Dialect': 'bo-x-khams' }, 'khg'],
    ['Tibetan from Yushu', { 'X-Language': 'bo', 'X-Region': 'Yushu' }, 'khg'],
    ['Tibetan from Yushu that says Amdo', { 'X-Language': 'bo', 'X-Region': 'Yushu', 'X-Dialect': 'amdo' }, 'adx'],
    ['Tibetan from elsewhere', { 'X-Language': 'bo', 'X-Region': 'hainan' }, 'adx'],
    ['the codes of the dialects', { 'X-Language': 'khg' }, 'khg'],
    ['Mandarin by ISO 639-3', { 'X-Language': 'cmn' }, 'zh-Hans'],
    ['Mandarin by country', { 'X-Language': 'zh_CN' }, 'zh-Hans'],
    ['written Chinese of Taiwan', { 'X-Language': 'zh-Hant-TW' }, 'zh-Hans'],
    ['Cantonese', { 'X-Language': 'yue' }, 'yue-Hant-HK'],
    ['Cantonese with a script', { 'X-Language': 'yue-Hant' }, 'yue-Hant-HK'],
    ['Hong Kong', { 'X-Language': 'zh-Hant-HK' }, 'yue-Hant-HK'],
    ['English with a country and weight', { 'X-Language': 'en-US;q=0.8' }, 'en'],
    ['the first of a list that is known', { 'X-Language': 'tlh, en, zh' }, 'en'],
    ['a word', { 'X-Language': '藏语', 'X-Dialect': '康巴' }, 'khg'],
    ['a word in percent escapes', { 'X-Language': '%E7%B2%A4%E8%AF%AD' }, 'yue-Hant-HK'],
    ['a dialect alone', { 'X-Dialect': 'amdo' }, 'adx'],
    ['an unknown language', { 'X-Language': 'tlh' }, undefined],
    ['a name that every object has', { 'X-Language': 'constructor', 'X-Dialect': '__proto__' }, undefined],
    ['nothing', {}, undefined],
  ];
  it.each(cases)('knows %s', (_, headers, expected) => {
    expect(read(headers).language).toBe(expected);
    if (expected) expect(read(headers)).not.toHaveProperty('unknownLanguage');
  });

  const unknown: [string, Headers, string | undefined][] = [
    ['a tag, without its weight', { 'X-Language': 'vi-VN;q=0.9, tlh' }, 'vi-VN'],
    ['a dialect, where nothing else was said', { 'X-Language': ' ', 'X-Dialect': 'saigon' }, 'saigon'],
    ['marks that turn the writing and control characters', { 'X-Language': '\u202Etlh\u2066\u0007' }, 'tlh'],
    ['more than anybody reads', { 'X-Language': 'x'.repeat(300) }, 'x'.repeat(40)],
    ['nothing but a weight', { 'X-Language': ';q=0.9' }, undefined],
    ['nothing', {}, undefined],
  ];
  it.each(unknown)('that nobody knows is kept to be shown: %s', (_, headers, expected) => {
    expect(read(headers).unknownLanguage).toBe(expected);
    expect(callFactsSchema.safeParse(read(headers)).success).toBe(true);
  });

  it('takes the aliases of a centre', () => {
    const aliases = { languages: { '1': 'adx' }, families: {} } as const;
    expect(callerLanguage({ languages: ['1'], dialects: [] }, aliases)).toBe('adx');
    expect(callerLanguage({ languages: ['zh'], dialects: [] }, aliases)).toBeUndefined();
  });
});

describe('the other headers', () => {
  it('are found under the names that the centre configured, the first one present winning', () => {
    const headerMap = { ...defaultHeaderMap, queue: ['X-Skill', 'X-Queue'] };
    const headers = getter({ 'x-queue': 'B', 'X-SKILL': 'A' });
    expect(callFactsFromHeaders(headers, { ...context, headerMap }).queue).toBe('A');
  });

  it('are cleaned and cut', () => {
    const facts = read({ 'X-Queue': 'a\u0000b\u202Ec\u2066d\r\n\te', 'X-Region': '龥'.repeat(200) });
    expect(facts.queue).toBe('abcd e');
    expect(facts.region).toBe('龥'.repeat(80));
  });

  it('are never cut through a character', () => {
    const emoji = read({ 'X-Queue': `${'a'.repeat(79)}😀` }).queue ?? '';
    expect(emoji).toBe('a'.repeat(79));
    const stacked = read({ 'X-Queue': `${'a'.repeat(79)}ཀྱི` }).queue ?? '';
    expect(stacked).toBe('a'.repeat(79));
  });

  it('take a customer only by a well-formed id', () => {
    expect(read({ 'X-Customer-Id': 'c-drolma' }).customerId).toBe('c-drolma');
    expect(read({ 'X-Customer-Id': "x' or 1=1" })).not.toHaveProperty('customerId');
  });

  it('read User-to-User', () => {
    const hex = Buffer.from('机器人：想查电费').toString('hex');
    expect(read({ 'User-to-User': `${hex};encoding=hex;purpose=isdn` }).userToUser).toBe('机器人：想查电费');
    expect(read({ 'User-to-User': '"bot: asked for the bill";content=text' }).userToUser).toBe(
      'bot: asked for the bill',
    );
    expect(read({ 'User-to-User': '00ff00ff;encoding=hex' }).userToUser).toBe('00ff00ff');
  });

  it('leave alone what only looks encoded', () => {
    expect(read({ 'X-Queue': '100% sure' }).queue).toBe('100% sure');
    expect(read({ 'X-Queue': '%ff%fe' }).queue).toBe('%ff%fe');
    expect(read({ 'X-Queue': '=?klingon?B?AAAA?=' }).queue).toBe('=?klingon?B?AAAA?=');
    expect(read({ 'X-Queue': '=?UTF-8?B?!!!?=' }).queue).toBe('=?UTF-8?B?!!!?=');
  });

  it('use the decoder of the page for charsets of its own', () => {
    const gb = `=?GB18030?B?${Buffer.from([0xd7, 0xbf, 0xc2, 0xea]).toString('base64')}?=`;
    const decodeBytes = (charset: string, bytes: Uint8Array) => new TextDecoder(charset).decode(bytes);
    expect(callFactsFromHeaders(getter({ 'X-Queue': gb }), { ...context, decodeBytes }).queue).toBe('卓玛');
  });

  it('never throw and always fit the contract', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 2000 }),
      fc.stringMatching(/^[=?"<>,;:@%\\a-f0-9 Bbq-]*$/),
    );
    const names = [...Object.values(defaultHeaderMap).flat(), 'From', 'Privacy'];
    const headers = fc.dictionary(fc.constantFrom(...names), fc.array(garbage, { maxLength: 3 }));
    fc.assert(
      fc.property(headers, (values) => {
        const facts = callFactsFromHeaders(getter(values), context);
        expect(callFactsSchema.safeParse(facts).error).toBeUndefined();
        expect(JSON.stringify(facts)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ['90', 90],
  ['90s', 90],
  ['1:30', 90],
  ['0', 0],
  ['-5', undefined],
  ['soon', undefined],
  ['99999', undefined],
  ['1:90', undefined],
])('a wait of %s in the queue is %s s', (header, waitedS) => {
  expect(read({ 'X-Queue-Wait': header }).waitedS).toBe(waitedS);
});
