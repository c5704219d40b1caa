import { describe, expect, it } from 'vitest';
import type { ApprovedLine } from '../../../../src/shared/domain/line-proposal.ts';
import { phrasePackSchema, type PhrasePack } from '../../../../src/shared/domain/phrase.ts';
import { withApprovedLines } from '../../../../src/shared/script/approved-lines.ts';

const pack = (lines: object[]): PhrasePack =>
  phrasePackSchema.parse({ schemaVersion: 2, lang: 'en', version: 1, note: 'drafts', phrases: lines });
const line = (moment: string, version: number, text = moment): object => ({ moment, text, status: 'draft', version });
const approved = (moment: string, version: number): ApprovedLine => ({
  lang: 'en',
  phrase: { moment, text: 'new', status: 'approved', reviewer: '0031', version },
});

describe('withApprovedLines', () => {
  it('puts an approved line in the place of the older one, and adds one that the pack did not have', () => {
    const [merged] = withApprovedLines(
      [pack([line('closing.else', 1)])],
      [approved('closing.else', 2), approved('hold.before', 1)],
    );
    expect(merged?.phrases).toEqual([approved('closing.else', 2).phrase, approved('hold.before', 1).phrase]);
  });

  it('leaves what the centre has published since', () => {
    const [merged] = withApprovedLines([pack([line('closing.else', 2)])], [approved('closing.else', 2)]);
    expect(merged?.phrases[0]?.text).toBe('closing.else');
  });

  it('leaves packs of other languages as they are', () => {
    const other = { ...pack([line('closing.else', 1)]), lang: 'zh-Hans' as const };
    expect(withApprovedLines([other], [approved('closing.else', 2)])[0]).toBe(other);
  });
});
