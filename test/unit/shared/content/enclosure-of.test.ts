import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { enclosureOf } from '../../../../src/shared/content/enclosure-of.ts';
import { pictureSize } from '../../../../src/shared/content/picture-size.ts';
import { enclosuresSchema, largestEnclosure } from '../../../../src/shared/domain/enclosure.ts';
import { sampleFile } from '../../../fakes/sample-files.ts';
import { enclosureFor, samplePicture } from '../../../fakes/sample-picture.ts';

const source = { name: 'meter.png', alt: '电表' };
const measure = (bytes: Uint8Array, more: object = {}) =>
  enclosureOf({ ...source, ...more }, bytes, createHash('sha256').update(bytes).digest('hex'));

test('a picture is measured from its bytes', () => {
  expect(measure(samplePicture(40, 30))).toMatchObject({ ...source, kind: 'png', width: 40, height: 30 });
});

test('a document has no measures', () => {
  const bytes = sampleFile(300);
  expect(measure(bytes, { name: 'form.pdf' })).toMatchObject({ kind: 'pdf', size: 300 });
  expect(measure(bytes)).not.toHaveProperty('width');
});

test.each([
  ['a drawing that is a program', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /not a JPEG/],
  ['an empty file', Buffer.alloc(0), /empty/],
  ['too many bytes', samplePicture(4, 4, Buffer.alloc(largestEnclosure)), /more than/],
  ['too many pixels', wide(8000, 8000), /too large/],
  ['a side that is too long', wide(9000, 1), /too large/],
  ['a head that is cut off', samplePicture().subarray(0, 18), /how large/],
  ['no pixels', wide(0, 5), /how large/],
])('refuses %s', (_what, bytes, reason) => {
  expect(JSON.stringify(measure(bytes))).toMatch(reason);
});

test('what the article says of a file has to be so', () => {
  const bytes = samplePicture(40, 30);
  expect(measure(bytes, { kind: 'png', width: 40, height: 30, size: bytes.length })).toHaveProperty('sha256');
  expect(measure(bytes, { width: 41, sha256: '0'.repeat(64) })).toEqual([
    'sha256 is not that of the file',
    'width is not that of the file',
  ]);
});

test('the same file or the same name twice is no list', () => {
  const one = enclosureFor(samplePicture());
  const other = enclosureFor(samplePicture(9, 9));
  expect(enclosuresSchema.safeParse([one, other]).success).toBe(true);
  expect(enclosuresSchema.safeParse([one, { ...one, name: 'other.png' }]).success).toBe(false);
  expect(enclosuresSchema.safeParse([one, { ...other, name: one.name }]).success).toBe(false);
  expect(enclosuresSchema.safeParse([{ ...one, width: undefined }]).success).toBe(false);
});

test('every kind of picture says in its own way how large it is', () => {
  const gif = Buffer.from('GIF89a\x2c\x01\xc8\x00', 'latin1');
  expect(pictureSize('gif', gif)).toEqual({ width: 300, height: 200 });
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 44]);
  expect(pictureSize('jpeg', jpeg)).toEqual({ width: 300, height: 200 });
  expect(pictureSize('jpeg', jpeg.subarray(0, 9))).toBeUndefined();
  expect(pictureSize('webp', webp('VP8 ', { 26: [44, 1], 28: [200, 0] }))).toEqual({ width: 300, height: 200 });
  expect(pictureSize('webp', webp('VP8L', { 21: [0x2b, 0xc1, 0x31, 0] }))).toEqual({ width: 300, height: 200 });
  expect(pictureSize('webp', webp('VP8X', { 24: [43, 1, 0], 27: [199, 0, 0] }))).toEqual({ width: 300, height: 200 });
  expect(pictureSize('pdf', sampleFile(100))).toBeUndefined();
});

function wide(width: number, height: number): Buffer {
  const bytes = samplePicture();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function webp(form: string, places: Readonly<Record<number, readonly number[]>>): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write(`WEBP${form}`, 8, 'latin1');
  for (const [at, values] of Object.entries(places)) bytes.set(values, Number(at));
  return bytes;
}
