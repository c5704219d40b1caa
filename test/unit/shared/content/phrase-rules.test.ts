import { describe, expect, it } from 'vitest';
import { phraseProblems } from '../../../../src/shared/content/phrase-rules.ts';
import { schemaProblems } from '../../../../src/shared/content/problem.ts';
import { phrasePackSchema, type Phrase, type PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import { shippedMoments } from '../../../../src/shared/script/shipped.ts';

const around = {
  moments: shippedMoments,
  sounds: new Set(['there.ogg']),
  toWylie: (text: string) => (text === 'བདེ་མོ།' ? 'bde mo/' : 'something else'),
};

/** One line of each kind that a pack must have. */
const needed = [
  ...['greeting.any', 'verify.name', 'hold.before', 'hold.after', 'hold.long', 'transfer.before', 'apology.trouble'],
  ...['thanks.patience', 'noting.all', 'noCommonLanguage.wait', 'closing.else', 'closing.farewell'],
];

function pack(lang: PhrasePack['lang'], phrases: object[]): PhrasePack {
  const whole = phrases.map((phrase) => ({ status: 'draft', version: 1, ...phrase }));
  return phrasePackSchema.parse({ schemaVersion: 2, lang, version: 1, note: 'drafts', phrases: whole });
}

/** A whole Mandarin pack, its first line changed. */
function zh(greeting: object, others: readonly string[] = needed.slice(1)): PhrasePack {
  const sound = { text: '您好', reading: 'nín hǎo' };
  return pack('zh-Hans', [
    { moment: 'greeting.any', ...sound, ...greeting },
    ...others.map((moment) => ({ moment, ...sound })),
  ]);
}

/** A whole Amdo pack, its greeting changed. */
function tibetan(lang: 'adx' | 'khg', greeting: object = {}): PhrasePack {
  const line = { text: 'བདེ་མོ།', reading: '得姆', wylie: 'bde mo', gloss: '您好' };
  return pack(
    lang,
    needed.map((moment) => ({ moment, ...line, ...(moment === 'greeting.any' ? greeting : {}) })),
  );
}

function reasons(...packs: PhrasePack[]): string[] {
  const files = packs.map((content) => ({ file: `resources/phrase-packs/${content.lang}.json`, content }));
  return phraseProblems(files, around).map(({ reason }) => reason);
}

describe('phraseProblems', () => {
  it('lets leaders of a centre approve its packs, and nobody else', () => {
    const reasonsOf = (greeting: object): string[] => {
      const files = [{ file: 'phrase-packs/zh-Hans.json', content: zh(greeting) }];
      return phraseProblems(files, { ...around, leaders: new Set(['0031']) }).map(({ reason }) => reason);
    };
    expect(reasonsOf({ status: 'approved', reviewer: '0031' })).toEqual([]);
    expect(reasonsOf({ status: 'inReview' })).toEqual([]);
    expect(reasonsOf({ status: 'approved', reviewer: '9527' })).toEqual(['9527 is no leader of this centre']);
    expect(reasonsOf({ status: 'approved' })).toEqual(['approved without a reviewer']);
  });

  it('finds nothing in whole packs', () => {
    expect(reasons(zh({}), tibetan('adx'))).toEqual([]);
  });

  it('places a problem at its value', () => {
    const [problem] = phraseProblems([{ file: 'x/zh-Hans.json', content: zh({ text: '妳好 ok' }) }], around);
    expect(problem).toMatchObject({ file: 'x/zh-Hans.json', path: ['phrases', 0, 'text'] });
  });

  it.each<[string, object, string]>([
    ['an unknown slot', { text: '您好 {agentName}' }, 'unknown slot {agentName}'],
    [
      'a slot that the gloss drops',
      { text: '{agentNo}', gloss: '您' },
      'slot {agentNo} of the text is missing in the gloss',
    ],
    ['a slot that the reading drops', { text: '您 {agentNo}' }, 'other slots than in the text'],
    ['a slot of another moment', { text: '您好 {amount}' }, 'slot {amount} does not belong to greeting.any'],
    ['a brace without its pair', { text: '您好 {agentNo' }, 'a brace without its pair'],
    ['a moment that is none', { moment: 'greeting.moon' }, 'unknown moment "greeting.moon"'],
    ['a slot that is left out', { moment: 'identity.number' }, 'slot {agentNo} is missing'],
    ['a text that is not composed', { text: 'ü您好'.normalize('NFD') }, 'not in NFC'],
    ['a stray mark of direction', { text: '您\u200f好' }, 'stray control character U+200F'],
    ['a reading that was not rewritten', { text: '您好吗' }, 'the reading aid has 2 syllables for 3 characters'],
    ['a Traditional character', { text: '請講' }, 'Traditional characters in a Simplified text: 請 講'],
    ['Latin in the gloss', { gloss: 'hello 您好' }, 'letters of another script: h e l o'],
    ['pinyin without tones', { reading: 'nin hao' }, 'the reading aid must be pinyin with tone marks'],
    ['Wylie beside Mandarin', { wylie: 'bde mo' }, 'Wylie beside a text that is not Tibetan'],
    ['a recording that is not there', { recording: 'gone.ogg' }, 'no sound file "gone.ogg"'],
    ['a reviewer without approval', { reviewer: '0031' }, 'a reviewer, but not approved'],
    ['an approval without a reviewer', { status: 'approved' }, 'approved without a reviewer'],
  ])('refuses %s', (_what, change, reason) => {
    expect(reasons(zh(change))).toContain(reason);
  });

  it('never ships an approved text, reviewer or not', () => {
    const found = reasons(zh({ status: 'approved', reviewer: '0031' }));
    expect(found).toEqual(['texts of this repository are drafts: approving is an act of a leader of the centre']);
  });

  it('wants every kind that a call needs, and both steps of the closing', () => {
    expect(reasons(zh({}, needed.slice(2)))).toEqual(['verify has no phrase']);
    expect(reasons(zh({}, needed.slice(1, -1)))).toEqual(['closing takes two steps: closing.farewell has no phrase']);
  });

  it('wants them of the dialects too', () => {
    const amdo = tibetan('adx');
    const short = { ...amdo, phrases: amdo.phrases.filter(({ moment }) => moment !== 'hold.after') };
    expect(reasons(short)).toEqual(['hold.after has no phrase']);
  });

  it('wants a greeting that always fits', () => {
    expect(reasons(zh({ moment: 'greeting.morning' }))).toEqual(['no greeting that fits any hour and any caller']);
    expect(reasons(zh({ moment: 'greeting.returning' }))).toEqual(['no greeting that fits any hour and any caller']);
  });

  it('refuses two lines of one moment', () => {
    expect(reasons(zh({}, [...needed.slice(1), 'greeting.any']))).toEqual(['line of "greeting.any" is there twice']);
  });

  it('wants a Mandarin line, or a gloss, for every line of another language', () => {
    const english = (extra: object): PhrasePack =>
      pack('en', [
        ...needed.map((moment) => ({ moment, text: 'Hello' })),
        { moment: 'reply.thanked', text: 'Yes', ...extra },
      ]);
    expect(reasons(english({}))).toEqual([]);
    expect(reasons(english({}), zh({}))).toEqual([
      'gloss missing, and no Mandarin line of this moment to take its place',
    ]);
    expect(reasons(english({ gloss: '不用谢' }), zh({}))).toEqual([]);
  });

  it('refuses a file named after another language', () => {
    const found = phraseProblems([{ file: 'resources/phrase-packs/en.json', content: zh({}) }], around);
    expect(found.map(({ reason }) => reason)).toEqual([
      'the file of zh-Hans must be named zh-Hans/phrases.json, or zh-Hans.json',
    ]);
  });
});

describe('Tibetan packs', () => {
  it.each<[string, object, string]>([
    ['a missing shad', { text: 'བདེ་མོ' }, 'no shad at the end'],
    ['Latin letters', { text: 'bde mo' }, 'no letter of the script (tibetan)'],
    [
      'a Mandarin word by slot',
      { text: 'བདེ་ {salutation}།', gloss: '{salutation}您好' },
      'slot {salutation} would put foreign words into a text of adx',
    ],
    ['no gloss', { gloss: undefined }, 'gloss missing: nobody could say the line in his own words'],
    ['Wylie as a reading aid', { reading: 'bde mo' }, 'the reading aid must be a sound gloss in Chinese characters'],
    ['Wylie that spells something else', { wylie: 'bod' }, 'Wylie does not spell the text: bde mo'],
    ['no Wylie', { wylie: undefined }, 'spelling in Wylie missing'],
    ['no reading aid', { reading: undefined }, 'reading aid missing: a sound gloss in Chinese characters'],
    ['two tshegs', { text: 'བདེ་་མོ།' }, 'two tshegs in a row'],
  ])('refuse %s', (_what, change, reason) => {
    expect(reasons(tibetan('adx', change))).toContain(reason);
  });

  it('may share attested lines, but no other', () => {
    expect(reasons(tibetan('adx'), tibetan('khg'))).toEqual([]);
    const own = { text: 'ཏོག་ཙམ་སྒུག་རོགས།', wylie: 'something else' };
    expect(reasons(tibetan('adx', own), tibetan('khg', own))).toEqual(['copied from the pack of adx']);
  });
});

describe('schemaProblems', () => {
  it('says where the schema is not kept, and which key it would drop', () => {
    const good = zh({});
    expect(schemaProblems('f', phrasePackSchema, good)).toEqual([]);
    expect(schemaProblems('f', phrasePackSchema, { ...good, lang: 'Tibetan!' })[0]?.path).toEqual(['lang']);
    expect(schemaProblems('f', phrasePackSchema, { ...good, schemaVersion: 3 })[0]?.path).toEqual(['schemaVersion']);
    const [first, ...rest] = good.phrases as [Phrase, ...Phrase[]];
    const typo = { ...good, phrases: [{ ...first, hourz: [1, 2] }, ...rest] };
    expect(schemaProblems('f', phrasePackSchema, typo)).toEqual([
      { file: 'f', path: ['phrases', 0, 'hourz'], reason: 'unknown key "hourz"' },
    ]);
  });
});
