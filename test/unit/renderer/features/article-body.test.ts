import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../../src/renderer/features/knowledge/article-body.ts';

describe('the body of an article', () => {
  it('falls into headings, paragraphs, lists and steps', () => {
    const body = '第一段。\n续行。\n\n## 步骤\n1. 先问\n2. 再查\n\n- 甲\n- 乙\n尾段';
    expect(parseBody(body)).toEqual([
      { kind: 'paragraph', text: '第一段。\n续行。' },
      { kind: 'heading', text: '步骤' },
      { kind: 'steps', items: ['先问', '再查'] },
      { kind: 'list', items: ['甲', '乙'] },
      { kind: 'paragraph', text: '尾段' },
    ]);
  });

  it('knows no other markup: what looks like HTML stays text', () => {
    const text = '<img src=x onerror=alert(1)> [a](javascript:1)';
    expect(parseBody(text)).toEqual([{ kind: 'paragraph', text }]);
  });
});
