import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/shared/text/plain-text.ts';
import { queryTerms } from '../../../../src/shared/text/query-terms.ts';
import { passagesOf, snippet } from '../../../../src/shared/text/snippet.ts';
import type { TextRun } from '../../../../src/shared/domain/article.ts';

const joined = (runs: readonly TextRun[]): string => runs.map((run) => run.text).join('');
const hits = (runs: readonly TextRun[]): string[] => runs.filter((run) => run.hit).map((run) => run.text);

describe('plainText', () => {
  test('is one line without the markup', () => {
    expect(plainText('## 先问\n1. 甲？\n2. 乙\n\n- 丙\n12.5 元')).toBe('先问 甲？ 乙 丙 12.5 元');
  });
});

describe('snippet', () => {
  test('shows the passage with the hit and says that there is more', () => {
    const runs = snippet(
      passagesOf(`${'这是正文，'.repeat(60)}停電時請聯絡。${'其餘內容。'.repeat(60)}`),
      queryTerms('停电'),
    );
    expect(hits(runs)).toEqual(['停電']);
    expect(joined(runs)).toMatch(/^….*停電時請聯絡.*…$/);
    expect(joined(runs).length).toBeLessThan(100);
  });

  test('prefers the passage that has all the words', () => {
    const body = `refund. ${'nothing here. '.repeat(40)}the refund of a card. ${'nothing here. '.repeat(40)}`;
    expect(hits(snippet(passagesOf(body), queryTerms('card refund')))).toEqual(['refund', 'card']);
  });

  test('is the beginning of the body when the hit is elsewhere', () => {
    expect(joined(snippet(passagesOf('## 标题\n\n正文'), queryTerms('停电')))).toBe('标题 正文');
  });

  test('cuts Tibetan between syllables', () => {
    const body = 'བསྒྲུབས་རྒྱུའི་'.repeat(60) + 'གློག་མེད། ' + 'བསྒྲུབས་རྒྱུའི་'.repeat(60);
    const runs = snippet(passagesOf(body), queryTerms('གློག་མེད'));
    expect(hits(runs)).toEqual(['གློག་མེད']);
    expect(joined(runs)).toMatch(/^…(?:བསྒྲུབས་|རྒྱུའི་)/);
    expect(joined(runs)).toMatch(/(?:བསྒྲུབས་|རྒྱུའི་)…$/);
  });

  test('is always a piece of the body', () => {
    const unit = fc.constantFrom('停', '電', 'bill', ' ', 'གློག', '་', '། ', '🙂', '\ud800', 'e\u0301', '，', 'İ', 'ཀྵ');
    const text = (maxLength: number): fc.Arbitrary<string> =>
      fc.array(unit, { maxLength }).map((each) => each.join(''));
    fc.assert(
      fc.property(text(400), text(4), (body, query) => {
        const shown = joined(snippet(passagesOf(body), queryTerms(query)));
        expect(plainText(body)).toContain(shown.replace(/^…/, '').replace(/…$/, ''));
      }),
    );
  });
});
