import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindHead, kindOf, kindTail } from '../../../../src/shared/ticket/attachment-kind.ts';
import { sampleArchive } from '../../../fakes/sample-files.ts';

function judge(bytes: Uint8Array): string | undefined {
  return kindOf(bytes.subarray(0, kindHead), bytes.subarray(-kindTail));
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('kindOf', () => {
  it.each([
    ['jpeg', latin('\u00ff\u00d8\u00ff\u00e0rest')],
    ['png', latin('\u0089PNG\r\n\u001a\nrest')],
    ['gif', latin('GIF89arest')],
    ['webp', latin('RIFF\u0000\u0000\u0000\u0000WEBPVP8 ')],
    ['pdf', latin('%PDF-1.7\n')],
    ['docx', sampleArchive(['[Content_Types].xml', 'word/document.xml'])],
    ['xlsx', sampleArchive(['[Content_Types].xml', 'xl/workbook.xml'])],
  ])('knows %s', (kind, bytes) => {
    expect(judge(bytes)).toBe(kind);
  });

  it.each([
    ['a program', latin('MZ\u0090\u0000')],
    ['markup', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="x">')],
    ['an archive of anything', sampleArchive(['a.exe'])],
    ['a document with macros', sampleArchive(['word/document.xml', 'word/vbaProject.bin'])],
    ['a cut archive', sampleArchive(['word/document.xml']).subarray(0, 60)],
    ['nothing', latin('')],
    ['sound', latin('RIFF\u0000\u0000\u0000\u0000WAVEfmt ')],
  ])('refuses %s', (_what, bytes) => {
    expect(judge(bytes)).toBeUndefined();
  });

  it('survives whatever an archive claims of itself', () => {
    const archive = sampleArchive(['[Content_Types].xml', 'word/document.xml']);
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), fc.nat(archive.length), (at, byte, length) => {
        const broken = Buffer.from(archive.subarray(0, length));
        if (at < broken.length) broken[at] = byte;
        expect(() => judge(broken)).not.toThrow();
      }),
    );
  });
});
