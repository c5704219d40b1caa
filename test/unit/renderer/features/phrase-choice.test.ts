import { describe, expect, it } from 'vitest';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { choosePhrases } from '../../../../src/renderer/features/phrases/phrase-choice.ts';
import { steadyChoice } from '../../../../src/renderer/features/phrases/steady-choice.ts';
import { makeScriptBook } from '../../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { suggest, type ScriptContext } from '../../../../src/shared/script/suggest.ts';
import { said, scriptCall } from '../../../fixtures/script-call.ts';

const moments = [
  'greeting.any',
  'verify.name',
  'verify.number',
  'noting.all',
  'closing.else',
  'closing.farewell',
  'reply.thanked',
];
const pack = phrasePackSchema.parse({
  ...{ schemaVersion: 2, lang: 'zh-Hans', version: 1, note: '' },
  phrases: moments.map((moment) => ({ moment, text: `说 ${moment}`, status: 'draft', version: 1 })),
});
const book = makeScriptBook(shippedMoments, [pack], shippedCalendar);

function choice(change: Partial<ScriptContext>) {
  const context = scriptCall(change);
  return choosePhrases(suggest(book, context), { agentNo: '9527' }, context);
}

describe('what the panel shows', () => {
  it('is one line now, the next steps and one line of each kind, and the others behind a key', () => {
    const { now, next, more, show } = choice({ log: said('greeting.any') });
    expect(now?.moment).toBe('verify.name');
    expect(next.map(({ moment }) => moment)).toEqual(['noting.all', 'closing.else', 'reply.thanked']);
    expect(more.map((line) => show(line).moment)).toEqual(['verify.number']);
  });

  it('is nothing while no call is there', () => {
    expect(choice({ phase: 'idle' })).toMatchObject({ now: undefined, next: [], more: [] });
  });
});

describe('the steps', () => {
  it('mark what is done and what is next', () => {
    const log = said('greeting.any');
    expect(
      choice({ log })
        .steps.map((step) => [step.kind, step.isDone, step.isNow])
        .slice(0, 2),
    ).toEqual([
      ['greeting', true, false],
      ['verify', false, true],
    ]);
  });

  it('open the closing again when the talk goes on after "anything else?"', () => {
    const isClosing = (...ids: string[]): boolean[] => {
      const log = said('greeting.any', 'verify.name', 'noting.all', ...ids);
      return choice({ log }).steps.map(({ isDone }) => isDone);
    };
    expect(isClosing('closing.else').slice(3)).toEqual([true, false]);
    expect(isClosing('closing.else', 'clarify.more').slice(3)).toEqual([false, false]);
    expect(isClosing('closing.else', 'closing.farewell').slice(3)).toEqual([true, true]);
  });
});

describe('nothing jumps under the pointer', () => {
  const momentsOf = ({ now, next }: ReturnType<typeof choice>) => [now?.moment, ...next.map(({ moment }) => moment)];
  const before = choice({ log: said('greeting.any') });

  it('keeps the places of lines while they are reached for, with what is known by now', () => {
    const after = choice({ log: said('greeting.any', 'verify.name') });
    expect(momentsOf(after)).not.toEqual(momentsOf(before));
    const steady = steadyChoice(before, after);
    expect(momentsOf(steady).slice(0, 4)).toEqual(momentsOf(before));
    // Nothing is there twice, and nothing of what may be said is missing.
    const all = [...momentsOf(steady), ...steady.more.map(({ moment }) => moment.id)];
    expect(new Set(all).size).toBe(all.length);
    for (const moment of [...momentsOf(after), ...after.more.map(({ moment: { id } }) => id)]) {
      expect(all).toContain(moment);
    }
  });

  it('lets go where nothing is to be said any more', () => {
    const over = choice({ phase: 'over' });
    expect(steadyChoice(before, over)).toBe(over);
  });
});
