import { expect, it } from 'vitest';
import { toCsv } from '../../../../../src/main/features/tickets/csv.ts';

it('is read as UTF-8 by a spreadsheet, and calculates nothing', () => {
  const file = toCsv([
    ['单号', 'ཨང་གྲངས།'],
    ['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', 'a=1', ''],
    ['＝1+1', '＠SUM(A1)', ' =1', '\n=1', '\u0000=1', '一=1'],
    ['他说 "停电"', '两行\n一格', 'a,b'],
  ]);
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(file.toString('utf8').slice(1)).toBe(
    '"单号","ཨང་གྲངས།"\r\n' +
      `"'=1+1","'+86","'-2","'@SUM(A1)","'\t=1","a=1",""\r\n` +
      `"'＝1+1","'＠SUM(A1)","' =1","'\n=1","'\u0000=1","一=1"\r\n` +
      '"他说 ""停电""","两行\n一格","a,b"\r\n',
  );
});
