import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callClues } from '../../../../src/shared/text/call-clues.ts';

const nothing = { description: '', subType: undefined, queue: undefined };

it('goes from what was written last over the sub-type to the queue', () => {
  expect(callClues({ description: '客户问电费。\n漏电保护器跳', subType: '单户无电', queue: '故障报修队列' })).toEqual([
    '漏电保护器跳',
    '单户无电',
    '故障报修',
  ]);
  expect(callClues(nothing)).toEqual([]);
  expect(callClues({ ...nothing, subType: '电费', description: '电费' })).toEqual(['电费']);
});

it('takes the end of a long clause, and whole words where there are blanks', () => {
  expect(callClues({ ...nothing, description: `${'很长'.repeat(20)}公交卡丢了` })).toEqual([
    '长很长很长很长很长很长公交卡丢了',
  ]);
  expect(callClues({ ...nothing, description: 'the caller says that the card was kept' })).toEqual([
    'the card was kept',
  ]);
});

it('is short and never empty words, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (description, queue) => {
      for (const clue of callClues({ description, subType: undefined, queue })) {
        expect(clue.trim()).not.toBe('');
        expect(clue.length).toBeLessThanOrEqual(Math.max(60, queue.length));
      }
    }),
  );
});
