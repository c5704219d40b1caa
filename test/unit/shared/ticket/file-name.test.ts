import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '../../../../src/shared/ticket/file-name.ts';

describe('cleanFileName', () => {
  it.each([
    ['电表照片.jpg', '电表照片.jpg'],
    ['གློག་ཁྲ།.png', 'གློག་ཁྲ།.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\photo.png', 'photo.png'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u0000b\u200b\u2066c\n.pdf', 'abc.pdf'],
    ['..hidden.. ', 'hidden'],
    ['<script>"x"|*?.png', 'scriptx.png'],
    ['', 'file'],
    ['///', 'file'],
    ['\u202e', 'file'],
  ])('%j is shown as %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  it('cuts a long name and keeps its ending', () => {
    const clean = cleanFileName(`${'长'.repeat(300)}.xlsx`);
    expect(clean).toBe(`${'长'.repeat(75)}.xlsx`);
    expect(cleanFileName(`${'😀'.repeat(100)}.pdf`)).toBe(`${'😀'.repeat(38)}.pdf`);
  });

  it('changes nothing the second time, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const clean = cleanFileName(raw);
        expect(cleanFileName(clean)).toBe(clean);
        expect(clean.length).toBeLessThanOrEqual(80);
        expect(clean).toMatch(/^[^/\\]+$/);
      }),
    );
  });
});
