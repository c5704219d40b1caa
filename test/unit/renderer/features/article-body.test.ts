import { describe, expect, it } from 'vitest';
import { parseBody, partsOf } from '../../../../src/renderer/features/knowledge/article-body.ts';

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

  it('places a picture by its name on a line of its own, which is no part of the text', () => {
    const body = '## 看表\n![meter.png]\n1. 看数字\n\n说一下 ![meter.png] 在行里';
    expect(parseBody(body)).toEqual([
      { kind: 'heading', text: '看表' },
      { kind: 'picture', name: 'meter.png' },
      { kind: 'steps', items: ['看数字'] },
      { kind: 'paragraph', text: '说一下 ![meter.png] 在行里' },
    ]);
    expect(partsOf(body)).toEqual(['看表', '看数字', '说一下 ![meter.png] 在行里']);
  });
});
