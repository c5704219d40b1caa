import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callerLanguages } from '../../src/shared/language/languages.ts';
import type { Moment } from '../../src/shared/domain/moment.ts';
import { phrasePackSchema, type Phrase, type PhrasePack } from '../../src/shared/domain/phrase.ts';
import type { ScriptEvent } from '../../src/shared/script/flows/flow.ts';
import { findPhrases, makePhraseIndex } from '../../src/shared/script/phrase-index.ts';
import { makeScriptBook, type ScriptBook } from '../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../src/shared/script/shipped.ts';
import { suggest, type ScriptContext } from '../../src/shared/script/suggest.ts';
import { percentile, type Bench } from './run-bench.ts';
import { measureSwitches } from './script/switch-times.ts';

/** All languages together have this many phrases at least. */
const phraseCount = 2_000;

/**
 * `suggest` over a book of 2,000 phrases, the shipped ones and as many more of the same kinds, through whole calls: every
 * language, every phase, with up to 40 lines said. One sample is one suggestion.
 */
export const bench: Bench = {
  defaultRuns: 4_000,
  async run({ runs, slowMs }) {
    const book = largeBook();
    const calls = callContexts(book.entries('zh-Hans').map(({ moment }) => moment));
    const samples: number[] = [];
    for (let round = 0; round < runs + warmUp; round += 1) {
      const context = calls[round % calls.length];
      if (!context) throw new Error('no calls');
      const startedAt = performance.now();
      const advice = suggest(book, context);
      if (slowMs > 0) wait(slowMs);
      const ms = performance.now() - startedAt;
      if (advice.lines.length === 0) throw new Error('nothing to say: this bench is broken');
      if (round >= warmUp) samples.push(ms);
    }
    const switches = await measureSwitches(switchCount, slowMs);
    return {
      figures: {
        suggestP50Ms: percentile(samples, 0.5),
        suggestP99Ms: percentile(samples, 0.99),
        languageSwitchP95Ms: percentile(switches.plain, 0.95),
        languageSwitchP50Ms: percentile(switches.plain, 0.5),
        sideBySideSwitchP95Ms: percentile(switches.sideBySide, 0.95),
        ...findFigures(book, slowMs),
        phrases: callerLanguages().reduce(
          (sum, lang) => sum + book.entries(lang).filter(({ phrase }) => phrase).length,
          0,
        ),
      },
    };
  },
};

/** Languages one after the other, in the built page. */
const switchCount = 200;

const warmUp = 500;

/** What agents type into the panel's search, of every kind that it understands. */
const typedQueries = [
  ...['停电', '请问您的姓名', 'nhgh', 'gonghao', 'zik1jyun4', 'zjph', 'ངའི་ཨང་གྲངས', "nga'i ang grangs"],
  ...['my number is', 'anything else', '請問', '对不起'],
];

/** Each query letter by letter, as a search is asked. One sample is one keystroke over the same book. */
function findFigures(book: ScriptBook, slowMs: number): Record<string, number> {
  const startedAt = performance.now();
  const index = makePhraseIndex(book);
  const findIndexMs = performance.now() - startedAt;
  const samples: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    for (const query of typedQueries) {
      for (let length = 1; length <= query.length; length += 1) {
        const lang = callerLanguages()[(round + length) % callerLanguages().length] ?? 'zh-Hans';
        const from = performance.now();
        const hits = findPhrases(index, query.slice(0, length), lang);
        if (slowMs > 0) wait(slowMs);
        if (round > 1) samples.push(performance.now() - from);
        if (length === query.length && hits.length === 0)
          throw new Error(`${query} finds nothing: this bench is broken`);
      }
    }
  }
  return { findP50Ms: percentile(samples, 0.5), findP99Ms: percentile(samples, 0.99), findIndexMs };
}

function shippedPacks(): PhrasePack[] {
  const folder = join(import.meta.dirname, '../../resources/languages');
  return readdirSync(folder).map((name) =>
    phrasePackSchema.parse(JSON.parse(readFileSync(join(folder, name, 'phrases.json'), 'utf8'))),
  );
}

/** Every moment again under a new id, with its lines, until the book is large enough. */
function largeBook(): ScriptBook {
  const packs = shippedPacks();
  const shipped = packs.reduce((sum, { phrases }) => sum + phrases.length, 0);
  const copies = Array.from({ length: Math.ceil(phraseCount / shipped) }, (_, index) => index);
  const idOf = (id: string, copy: number): string => (copy === 0 ? id : `${id}.x${String(copy)}`);
  const moments = copies.flatMap((copy) =>
    shippedMoments.map((moment): Moment => ({ ...moment, id: idOf(moment.id, copy) })),
  );
  const repeated = packs.map((pack) => ({
    ...pack,
    phrases: copies.flatMap((copy) =>
      pack.phrases.map((phrase): Phrase => ({ ...phrase, moment: idOf(phrase.moment, copy) })),
    ),
  }));
  return makeScriptBook(moments, repeated, shippedCalendar);
}

function callContexts(moments: readonly Moment[]): ScriptContext[] {
  const now = Date.UTC(2026, 1, 18, 2);
  return callerLanguages().flatMap((language) =>
    Array.from({ length: 41 }, (_, saidCount): ScriptContext => {
      const log = Array.from({ length: saidCount }, (__, index): ScriptEvent => {
        const moment = moments[(index * 7) % moments.length];
        if (!moment) throw new Error('no moments');
        return { type: 'said', moment: moment.id, kind: moment.kind, at: now - (saidCount - index) * 4_000 };
      });
      return {
        ...{
          phase: saidCount === 0 ? 'ringing' : 'talking',
          language,
          spoken: ['zh-Hans', 'adx'],
          direction: 'inbound',
        },
        ...{
          callsInTwoDays: saidCount % 4,
          waitedS: saidCount * 10,
          area: 'hainan',
          isSpecialHandling: false,
          isTalkLong: false,
          hasCityLine: true,
        },
        ...{ ticket: { number: 'W-1', dueAt: now - 1 }, notices: ['outage', 'weather'], isClosed: false },
        ...{ now, day: '2026-02-18', hour: 10, log },
      };
    }),
  );
}

function wait(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
