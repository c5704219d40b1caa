import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleFileSchema, knowledgeDomains, type Article } from '../../../../src/shared/domain/article.ts';
import { articleLanguages } from '../../../../src/shared/domain/language.ts';
import { callerLanguages } from '../../../../src/shared/language/languages.ts';
import { situations } from '../../../../src/shared/domain/moment.ts';
import { phrasePackSchema } from '../../../../src/shared/domain/phrase.ts';
import { shippedMoments } from '../../../../src/shared/script/shipped.ts';

const resources = join(import.meta.dirname, '../../../../resources');

function readFolder(folder: string): unknown[] {
  return readdirSync(join(resources, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(resources, folder, name), 'utf8')));
}

const articles: Article[] = readFolder('knowledge').flatMap((file) => articleFileSchema.parse(file).articles);
const packs = callerLanguages().map((lang) =>
  phrasePackSchema.parse(JSON.parse(readFileSync(join(resources, 'languages', lang, 'phrases.json'), 'utf8'))),
);

describe('the starter set', () => {
  it('has articles over every domain in every language', () => {
    expect(articles.length).toBeGreaterThanOrEqual(60);
    for (const domain of knowledgeDomains) {
      for (const lang of articleLanguages) {
        expect(
          articles.some((article) => article.domain === domain && article.lang === lang),
          `${domain} ${lang}`,
        ).toBe(true);
      }
    }
  });

  it('gives bank and transit as many subjects as power, and every language a share', () => {
    for (const domain of knowledgeDomains) {
      const inDomain = articles.filter((article) => article.domain === domain);
      expect(new Set(inDomain.map(({ group }) => group)).size, domain).toBeGreaterThanOrEqual(8);
    }
    for (const lang of articleLanguages) {
      expect(articles.filter((article) => article.lang === lang).length, lang).toBeGreaterThanOrEqual(15);
    }
  });

  it('answers a power cut and a bill in Tibetan', () => {
    const titles = articles.filter(({ lang }) => lang === 'bo').map(({ title }) => title);
    expect(titles.some((title) => title.includes('གློག་ཆད'))).toBe(true);
    expect(titles.some((title) => title.includes('གློག་རིན'))).toBe(true);
  });

  it('can record every article in two keys', () => {
    expect(articles.filter(({ ticketType, ticketSubType }) => !ticketType || !ticketSubType)).toEqual([]);
  });

  it('has a pack for every language of a caller, and nothing in them approved', () => {
    expect(packs.map(({ lang }) => lang).sort()).toEqual([...callerLanguages()].sort());
    expect(packs.flatMap(({ phrases }) => phrases).every(({ status }) => status === 'draft')).toBe(true);
  });

  it('has lines for 140 moments and more in Mandarin, English and Cantonese, in every situation', () => {
    for (const { lang, phrases } of packs.filter(({ lang: of }) => of !== 'adx' && of !== 'khg')) {
      expect(phrases.length, lang).toBeGreaterThanOrEqual(140);
      const there = new Set(phrases.map(({ moment }) => shippedMoments.find(({ id }) => id === moment)?.situation));
      expect(there, lang).toEqual(new Set(situations));
    }
  });

  it('has short lines in both Tibetan dialects for the same moments, each with its sound and its meaning', () => {
    const [amdo, kham] = ['adx', 'khg'].map((lang) => packs.find((pack) => pack.lang === lang)!.phrases);
    expect(amdo!.length).toBeGreaterThanOrEqual(25);
    expect(kham!.map(({ moment }) => moment)).toEqual(amdo!.map(({ moment }) => moment));
    for (const { text, reading, gloss } of [...amdo!, ...kham!]) {
      expect([text.length < 60, reading !== undefined, gloss !== undefined], text).toEqual([true, true, true]);
    }
  });
});
