import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { GzipReaders } from '../../../../src/main/sync/gzip-readers.ts';

const long = JSON.stringify('来电反映家中无电。'.repeat(500));
const push = 'http://centre/v1/push';

it('sends as it is until the address said that it can read gzip, and again once it says so no more', async () => {
  const readers = new GzipReaders();
  expect(await readers.pack(push, long)).toEqual({ content: long, headers: {} });
  readers.note(push, 'identity, gzip');
  const packed = await readers.pack(push, long);
  expect(packed.headers).toEqual({ 'content-encoding': 'gzip' });
  expect(gunzipSync(packed.content as Uint8Array).toString('utf8')).toBe(long);
  expect((await readers.pack('http://centre/v1/numbers', long)).headers).toEqual({});
  // As the refusal of an older build, which does not know the coding.
  readers.note(push, null);
  expect((await readers.pack(push, long)).headers).toEqual({});
});

it('leaves what is short as it is', async () => {
  const readers = new GzipReaders();
  readers.note(push, 'gzip');
  expect(await readers.pack(push, '{"mutations":[]}')).toEqual({ content: '{"mutations":[]}', headers: {} });
});
