import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff, type DiffPiece } from '../../../../src/shared/text/word-diff.ts';

function changed(pieces: readonly DiffPiece[]): string[] {
  return pieces.filter(({ isChanged }) => isChanged).map(({ text }) => text);
}

function whole(pieces: readonly DiffPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

describe('wordDiff', () => {
  it.each([
    ['您好，请讲。', '您好，请您讲。', [], ['您']],
    ['བདེ་མོ། ཅི་ཟེར།', 'བདེ་མོ། ཅི་བཤད།', ['ཟེར།'], ['བཤད།']],
    ['Good morning', 'Good evening', ['morning'], ['evening']],
    ['工号 {agentNo}', '工号 {colleagueNo}', ['{agentNo}'], ['{colleagueNo}']],
    ['', '您好', [], ['您好']],
    ['您好', '您好', [], []],
  ])('marks in "%s" and "%s" what only one of them has', (before, after, gone, added) => {
    const diff = wordDiff(before, after);
    expect(changed(diff.before)).toEqual(gone);
    expect(changed(diff.after)).toEqual(added);
  });

  it('leaves nothing out, and marks nothing in a text that is the same', () => {
    const texts = fc.string({ unit: fc.constantFrom('好', 'a', ' ', 'བ', '་', '{', '}', '，'), maxLength: 40 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const diff = wordDiff(before, after);
        expect(whole(diff.before)).toBe(before);
        expect(whole(diff.after)).toBe(after);
        const common = (pieces: readonly DiffPiece[]): string => whole(pieces.filter(({ isChanged }) => !isChanged));
        expect(common(diff.before)).toBe(common(diff.after));
        expect(changed(wordDiff(before, before).after)).toEqual([]);
      }),
    );
  });
});
