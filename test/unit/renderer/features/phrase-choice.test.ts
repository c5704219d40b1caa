import { describe, expect, it } from 'vitest';
import type { Moment, Phrase, PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import { phraseIdSchema } from '../../../../src/shared/ids.ts';
import {
  choosePhrases,
  courseSteps,
  type ChoiceContext,
} from '../../../../src/renderer/features/phrases/phrase-choice.ts';
import type { CallerLanguage } from '../../../../src/shared/domain/language.ts';

function phrase(lang: CallerLanguage, moment: Moment, extra: Partial<Phrase> = {}): Phrase {
  return {
    id: phraseIdSchema.parse(`${moment}.${lang}${extra.forReturning ? '.returning' : ''}`),
    moment,
    lang,
    text: `${lang} ${moment}`,
    gloss: `gloss ${moment}`,
    status: 'draft',
    version: 1,
    ...extra,
  };
}

function pack(lang: CallerLanguage, phrases: Phrase[]): PhrasePack {
  return { schemaVersion: 1, lang, version: 1, note: '', phrases };
}

const mandarin = pack('zh-Hans', [
  phrase('zh-Hans', 'greeting', { status: 'approved', reviewer: '0031' }),
  phrase('zh-Hans', 'verify'),
  phrase('zh-Hans', 'hold.after'),
  phrase('zh-Hans', 'hold.long'),
  phrase('zh-Hans', 'closing.anythingElse'),
  phrase('zh-Hans', 'closing.farewell'),
]);
const amdo = pack('adx', [phrase('adx', 'greeting'), phrase('adx', 'closing.farewell')]);

function context(change: Partial<ChoiceContext> = {}): ChoiceContext {
  return {
    packs: [mandarin, amdo],
    language: 'adx',
    stage: 'ringing',
    said: [],
    isReturning: false,
    hour: 10,
    slots: { agentNo: '9527', hour: 10 },
    ...change,
  };
}

describe('what to say now', () => {
  it('is the greeting in the caller’s dialect, before the answer', () => {
    const { now } = choosePhrases(context());
    expect(now?.id).toBe('greeting.adx');
  });

  it('never shows an unapproved text large: the gloss stands there, the draft below', () => {
    const { now } = choosePhrases(context());
    expect(now).toMatchObject({
      isOwnWords: true,
      large: { text: 'gloss greeting', lang: 'zh-Hans' },
      draft: 'adx greeting',
    });
  });

  it('shows an approved text large with its reviewer', () => {
    const { now } = choosePhrases(context({ language: 'zh-Hans' }));
    expect(now).toMatchObject({ isOwnWords: false, large: { text: 'zh-Hans greeting' }, reviewer: '0031' });
  });

  it('falls back to the gloss where a dialect has no text, never to the other dialect', () => {
    const { now } = choosePhrases(context({ language: 'khg' }));
    expect(now).toMatchObject({ isOwnWords: true, status: 'missing', large: { text: 'gloss greeting' } });
    expect(now?.draft).toBeUndefined();
  });

  it('goes on along the call as phrases are said, in whichever language', () => {
    const said = ['greeting.zh-Hans'];
    const { now } = choosePhrases(context({ stage: 'talking', said }));
    expect(now?.moment).toBe('verify');
  });

  it('asks for anything else before the farewell', () => {
    const { now, next } = choosePhrases(context({ stage: 'talking', said: ['greeting.adx', 'verify.zh-Hans'] }));
    expect(now?.moment).toBe('closing.anythingElse');
    expect(next[0]?.moment).toBe('closing.farewell');
  });

  it('offers the long-hold line while the caller waits and the thanks when he is back', () => {
    expect(choosePhrases(context({ stage: 'held' })).now?.moment).toBe('hold.long');
    expect(choosePhrases(context({ stage: 'resumed' })).now?.moment).toBe('hold.after');
  });

  it('prefers the line for a returning caller, with its reason', () => {
    const packs = [
      mandarin,
      pack('adx', [phrase('adx', 'greeting'), phrase('adx', 'greeting', { forReturning: true })]),
    ];
    expect(choosePhrases(context({ packs, isReturning: true })).now).toMatchObject({
      id: 'greeting.adx.returning',
      reason: 'returningCaller',
    });
    expect(choosePhrases(context({ packs })).now?.id).toBe('greeting.adx');
  });

  it('keeps to the hours of a line and leaves retired ones out', () => {
    const packs = [
      pack('zh-Hans', [
        phrase('zh-Hans', 'greeting', { hours: [0, 9] }),
        phrase('zh-Hans', 'greeting', { status: 'retired', id: phraseIdSchema.parse('retired') }),
      ]),
    ];
    expect(choosePhrases(context({ packs, language: 'zh-Hans', hour: 10 })).now).toBeUndefined();
    expect(choosePhrases(context({ packs, language: 'zh-Hans', hour: 8 })).now?.id).toBe('greeting.zh-Hans');
  });

  it('says nothing while no call is there', () => {
    expect(choosePhrases(context({ stage: 'idle' }))).toEqual({ now: undefined, next: [] });
  });
});

describe('the steps', () => {
  it('mark what is done and what is next', () => {
    const steps = courseSteps(context({ stage: 'talking', said: ['greeting.adx'] }));
    expect(steps.map((step) => [step.moment, step.isDone, step.isNow]).slice(0, 2)).toEqual([
      ['greeting', true, false],
      ['verify', false, true],
    ]);
  });
});
