import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallerLanguage } from '../../../../src/shared/domain/language.ts';
import { callerLanguages } from '../../../../src/shared/language/languages.ts';
import { situations } from '../../../../src/shared/domain/moment.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import type { ScriptEvent } from '../../../../src/shared/script/flows/flow.ts';
import { viewLine } from '../../../../src/shared/script/line-view.ts';
import { makeScriptBook } from '../../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { lineText } from '../../../../src/shared/script/slots.ts';
import { suggest, type ScriptContext } from '../../../../src/shared/script/suggest.ts';
import { anyDay, said, scriptCall } from '../../../fixtures/script-call.ts';

const folder = join(import.meta.dirname, '../../../../resources/languages');
const packs = readdirSync(folder).map((name) =>
  phrasePackSchema.parse(JSON.parse(readFileSync(join(folder, name, 'phrases.json'), 'utf8'))),
);
const book = makeScriptBook(shippedMoments, packs, shippedCalendar);

function lines(change: Partial<ScriptContext>): string[] {
  return suggest(book, scriptCall(change)).lines.map(({ moment }) => moment.id);
}

function first(change: Partial<ScriptContext>): [string | undefined, string | undefined] {
  const [line] = suggest(book, scriptCall(change)).lines;
  return [line?.moment.id, line?.reason.code];
}

const held: ScriptEvent = { type: 'held', at: anyDay - 5_000 };
const resumed: ScriptEvent = { type: 'resumed', at: anyDay };
const greeted = said('greeting.any');
const overdue = { number: 'W-1', dueAt: anyDay - 1 };

/** A situation, and the line on top with its reason; where Tibetan has another one, that as well. */
const table: readonly [
  what: string,
  change: Partial<ScriptContext>,
  top: [string, string],
  tibetan?: [string, string],
][] = [
  ['ringing in the morning', { phase: 'ringing' }, ['greeting.morning', 'hour'], ['greeting.any', 'callStarts']],
  ['ringing at night', { phase: 'ringing', hour: 2 }, ['greeting.night', 'hour'], ['greeting.any', 'callStarts']],
  [
    ...(['a caller who called yesterday', { phase: 'ringing', callsInTwoDays: 3 }] as const),
    ['greeting.returning', 'returningCaller'],
    ['greeting.any', 'callStarts'],
  ],
  [
    ...(['a long wait in the queue', { phase: 'ringing', waitedS: 120 }] as const),
    ['greeting.waited', 'waited'],
    ['greeting.any', 'callStarts'],
  ],
  ['greeted', { log: greeted }, ['verify.name', 'next']],
  ['verified', { log: said('greeting.any', 'verify.name') }, ['noting.all', 'next']],
  ['noted', { log: said('greeting.any', 'verify.name', 'noting.all') }, ['closing.else', 'closing']],
  [
    'asked for anything else',
    { log: said('greeting.any', 'verify.name', 'noting.all', 'closing.else') },
    ['closing.farewell', 'closing'],
  ],
  ['on hold', { phase: 'held', log: [...greeted, held] }, ['hold.long', 'onHold']],
  ['back from hold, though nobody was greeted', { log: [held, resumed] }, ['hold.after', 'backFromHold']],
  ['back from hold', { log: [...greeted, held, resumed] }, ['hold.after', 'backFromHold']],
];

describe.each(callerLanguages())('suggest in %s', (language) => {
  const isTibetan = language === 'adx' || language === 'khg';

  it.each(table)('%s', (_what, change, top, tibetan) => {
    expect(first({ ...change, language })).toEqual(isTibetan ? (tibetan ?? top) : top);
  });

  it('has nothing to say while no call is there or the call is over', () => {
    expect(lines({ language, phase: 'idle' })).toEqual([]);
    expect(lines({ language, phase: 'over' })).toEqual([]);
  });
});

describe('what stands on top', () => {
  it.each<[CallerLanguage, string, string]>([
    ['zh-Hans', '2026-02-20', 'greeting.springFestival'],
    ['yue-Hant-HK', '2026-09-25', 'greeting.midAutumn'],
    ['en', '2027-01-01', 'greeting.newYear'],
    ['adx', '2026-02-18', 'greeting.losar'],
    ['khg', '2026-02-18', 'greeting.losar'],
    ['zh-Hans', '2026-10-02', 'greeting.nationalDay'],
  ])('is the greeting of the festival: %s on %s', (language, day, id) => {
    const [top] = suggest(book, scriptCall({ phase: 'ringing', language, day })).lines;
    expect([top?.moment.id, top?.reason.code]).toEqual([id, 'festival']);
  });

  it.each<[ScriptContext['errand'], string]>([
    ['callback', 'greeting.callback'],
    ['followUp', 'followUp.open'],
    ['risk', 'risk.open'],
    ['panel', 'greeting.recorded'],
  ])('is the opening of the errand when the agent calls: %s', (errand, id) => {
    expect(first({ direction: 'outbound', errand })).toEqual([id, 'outbound']);
  });

  it('is never a farewell that was not preceded by "anything else?"', () => {
    expect(lines({ log: said('greeting.any', 'verify.name', 'noting.all') })).not.toContain('closing.farewell');
  });
});

describe('what may be said at any time', () => {
  it('has lines of every situation that inbound calls have', () => {
    const there = new Set(
      suggest(book, scriptCall({ log: greeted, ticket: overdue, notices: ['outage', 'weather', 'service'] })).lines.map(
        ({ moment }) => moment.situation,
      ),
    );
    const outboundOrSeasonal = ['festivals', 'followUp'];
    expect(situations.filter((situation) => !there.has(situation) && !outboundOrSeasonal.includes(situation))).toEqual(
      [],
    );
  });

  it('knows why: the ticket is overdue, a notice is in force', () => {
    const advice = suggest(book, scriptCall({ log: greeted, ticket: overdue, notices: ['weather'] }));
    const reasonOf = (id: string) => advice.lines.find(({ moment }) => moment.id === id)?.reason;
    expect(reasonOf('ticketComplaint.overdue')).toEqual({ code: 'ticketOverdue', params: { number: 'W-1' } });
    expect(reasonOf('notice.weather')).toEqual({ code: 'notice' });
    expect(reasonOf('notice.outage')).toBeUndefined();
  });

  it('offers neither hold lines before a hold nor a second greeting', () => {
    const there = lines({ log: greeted });
    expect(there.filter((id) => id.startsWith('hold.after') || id.startsWith('hold.long'))).toEqual([]);
    expect(there.filter((id) => id.startsWith('greeting.'))).toEqual([]);
  });
});

describe('the repeat guard', () => {
  const soothing = shippedMoments.filter(({ soothes }) => soothes).map(({ id }) => id);

  it('puts a soothing line that was said behind every one that was not', () => {
    const there = lines({ log: said('greeting.any', 'soothe.heard') });
    const unsaid = soothing.filter((id) => id !== 'soothe.heard');
    for (const id of unsaid) expect(there.indexOf(id), id).toBeLessThan(there.indexOf('soothe.heard'));
  });

  it('does so for an apology as well, which else comes before all soothing', () => {
    const there = lines({ log: said('greeting.any', 'apology.trouble') });
    expect(there.indexOf('soothe.later')).toBeLessThan(there.indexOf('apology.trouble'));
    expect(lines({ log: greeted }).indexOf('soothe.later')).toBeGreaterThan(
      lines({ log: greeted }).indexOf('apology.trouble'),
    );
  });

  it('begins again with the one said longest ago when all were said', () => {
    const there = lines({ log: said('greeting.any', ...soothing) }).filter((id) => id.startsWith('soothe.'));
    expect(there[0]).toBe(soothing.find((id) => id.startsWith('soothe.')));
  });

  it('puts other lines that were said at the very end', () => {
    expect(lines({ log: said('greeting.any', 'clarify.again') }).at(-1)).toBe('clarify.again');
  });
});

describe('the words of a line', () => {
  const draft = suggest(book, scriptCall({ phase: 'ringing', language: 'adx' })).lines[0]!;
  const show = (line: typeof draft) => viewLine(line, { agentNo: '9527', timeGreeting: 10 }, { now: anyDay });

  it('never show a text large that nobody approved: its meaning stands there, the draft below', () => {
    const view = show(draft);
    expect(view).toMatchObject({ isOwnWords: true, status: 'draft', reading: '得姆', large: { lang: 'zh-Hans' } });
    expect([lineText(view.large.segments), lineText(view.draft ?? [])]).toEqual(['您好，工号 9527。', 'བདེ་མོ།']);
  });

  it('show an approved text large with its reviewer', () => {
    const phrase = { ...draft.phrase!, status: 'approved' as const, reviewer: '0031' };
    expect(show({ ...draft, phrase })).toMatchObject({ isOwnWords: false, reviewer: '0031', large: { lang: 'adx' } });
  });

  it('fall back to the gloss where a dialect has no text, never to the other dialect', () => {
    const advice = suggest(book, scriptCall({ language: 'khg', log: greeted }));
    const line = advice.lines.find(({ moment }) => moment.id === 'soothe.heard')!;
    const view = show(line);
    expect(view).toMatchObject({ isOwnWords: true, status: 'missing', lang: 'khg', large: { lang: 'zh-Hans' } });
    expect(lineText(view.large.segments)).toContain('您着急我听得出来');
    expect(view.draft).toBeUndefined();
  });

  it('are Mandarin, with a note, for a language that nobody knows', () => {
    const advice = suggest(book, scriptCall({ phase: 'ringing', language: undefined }));
    expect(advice).toMatchObject({ lang: 'zh-Hans', note: 'unknownLanguage' });
    expect(suggest(book, scriptCall()).note).toBeUndefined();
  });
});

describe('a whole call', () => {
  const wholeCall = fc.record({
    language: fc.constantFrom(...callerLanguages()),
    spoken: fc.constantFrom<CallerLanguage[]>(['zh-Hans'], [...callerLanguages()]),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    errand: fc.constantFrom('callback' as const, 'followUp' as const, 'risk' as const, 'panel' as const, undefined),
    callsInTwoDays: fc.integer({ min: 0, max: 4 }),
    ticket: fc.constantFrom(undefined, overdue, { number: 'W-2', dueAt: anyDay + 1 }),
    isSpecialHandling: fc.boolean(),
    isTalkLong: fc.boolean(),
    notices: fc.subarray(['outage' as const, 'weather' as const, 'service' as const]),
    day: fc.constantFrom('2026-05-12', '2026-02-18', '2026-10-01'),
    hour: fc.integer({ min: 0, max: 23 }),
  });

  it('comes to its farewell by saying the line on top again and again, the question before it', () => {
    fc.assert(
      fc.property(wholeCall, (change) => {
        const told: string[] = [];
        for (let step = 0; step < 30 && told.at(-1) !== 'closing.farewell'; step += 1) {
          const [top] = suggest(book, scriptCall({ ...change, log: said(...told) })).lines;
          told.push(top?.moment.kind === 'closing.farewell' ? 'closing.farewell' : (top?.moment.id ?? 'none'));
        }
        expect(told.at(-1)).toBe('closing.farewell');
        expect(told.at(-2)).toMatch(/^closing\.(else|clear|summary)$/);
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });
});
