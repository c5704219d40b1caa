import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ContentReader } from '../../../../src/shared/content/content-reader.ts';

const schema = z.object({ list: z.array(z.object({ n: z.number() })) });

function report(text: string): string[] {
  const reader = new ContentReader(() => text);
  reader.read('a.json', schema);
  return reader.report();
}

describe('ContentReader', () => {
  it('gives what fits its schema', () => {
    const reader = new ContentReader(() => '{ "list": [{ "n": 1 }] }');
    expect(reader.read('a.json', schema)).toEqual([{ file: 'a.json', content: { list: [{ n: 1 }] } }]);
    expect(reader.report()).toEqual([]);
  });

  it('names the line of what does not fit, of a key written twice and of one unknown', () => {
    expect(report('{\n"list": [\n{ "n": 1 },\n{ "n": "two" }\n]}')).toEqual([
      'a.json:4: Invalid input: expected number, received string (list.1.n)',
    ]);
    expect(report('{\n"list": [],\n"list": []}')).toEqual(['a.json:3: key written twice (list)']);
    expect(report('{\n"list": [],\n"lost": 1}')).toEqual(['a.json:3: unknown key "lost" (lost)']);
  });

  it.each([
    ['{\n"schemaVersion": 1,\n"list": [}', 3],
    ['{\n"list": [\n{ "n": 1 }\n{ "n": 2 }]}', 4],
    ['{\n"list": [],\n}', 3],
    ['{\n"list": [],\nlost: 1 }', 3],
    ['nonsense', 1],
  ])('names the line of what is no JSON: %j', (text, line) => {
    const [problem, ...more] = report(text);
    expect(problem).toMatch(new RegExp(`^a\\.json:${String(line)}: `));
    expect(more).toEqual([]);
  });

  it('says what could not be read', () => {
    const reader = new ContentReader(() => {
      throw new Error('EACCES');
    });
    expect(reader.json('a.json')).toBeUndefined();
    expect(reader.report()).toEqual(['a.json:1: EACCES']);
  });
});
