import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageDescriptionSchema } from '../../src/shared/language/language-description.ts';
import { phrasePackSchema } from '../../src/shared/domain/phrase.ts';

export const sixthLanguage = 'en-IN';
export const sixthGreeting = 'Namaste, this is agent {agentNo}. How may I help you?';

/** One of each kind without which a pack is of no use in a call. */
const lines = [
  ...['greeting.any', 'verify.name', 'hold.before', 'hold.after', 'hold.long', 'transfer.before', 'apology.wait'],
  ...['thanks.patience', 'noting.all', 'noCommonLanguage.wait', 'closing.else', 'closing.farewell'],
];

/** A copy of the resources with one more folder, and nothing else changed: the language that nobody wrote code for. */
export function addSixthLanguage(resources: string, folder: string): void {
  cpSync(resources, folder, { recursive: true });
  const read = (file: string): unknown => JSON.parse(readFileSync(join(resources, 'languages/en', file), 'utf8'));
  const english = languageDescriptionSchema.parse(read('language.json'));
  const pack = phrasePackSchema.parse(read('phrases.json'));
  const { money: _, ...say } = english.say;
  const own = join(folder, 'languages', sixthLanguage);
  mkdirSync(own);
  const write = (file: string, content: object): void => writeFileSync(join(own, file), JSON.stringify(content));
  write('language.json', {
    ...{ ...english, tag: sixthLanguage, order: 6, name: 'Indian English' },
    names: { 'zh-CN': '印度英语', 'zh-HK': '印度英語', en: 'Indian English', bo: 'རྒྱ་གར་དབྱིན་སྐད' },
    headers: { names: ['en-in', 'hinglish'] },
    say: { ...say, money: 'Rs {amount}', date: { plain: '{day}/{month}', ofOtherYear: '{day}/{month}/{year}' } },
    festivals: ['newYear'],
  });
  write('phrases.json', {
    ...{ ...pack, lang: sixthLanguage, version: 1 },
    phrases: pack.phrases
      .filter(({ moment }) => lines.includes(moment))
      .map((phrase) => (phrase.moment === 'greeting.any' ? { ...phrase, text: sixthGreeting } : phrase)),
  });
}
