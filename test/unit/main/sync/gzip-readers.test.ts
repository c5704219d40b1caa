import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { GzipReaders } from '../../../../src/main/sync/gzip-readers.ts';

const long = JSON.stringify('来电反映家中无电。'.repeat(500));
const push = 'http://centre/v1/push';
const saying = (accepted?: string, status = 200) => ({
  status,
  headers: new Headers(accepted === undefined ? {} : { 'accept-encoding': accepted }),
});

it('sends as it is until the address said that it can read gzip, and again once it says so no more', async () => {
  const readers = new GzipReaders();
  expect(await readers.pack(push, long)).toEqual({ content: long, headers: {} });
  expect(readers.isForgotten(push, saying('identity, gzip'))).toBe(false);
  const packed = await readers.pack(push, long);
  expect(packed.headers).toEqual({ 'content-encoding': 'gzip' });
  expect(gunzipSync(packed.content as Uint8Array).toString('utf8')).toBe(long);
  expect((await readers.pack('http://centre/v1/numbers', long)).headers).toEqual({});
  // As the refusal of an older build, which does not know the coding: once more, plain.
  expect(readers.isForgotten(push, saying(undefined, 400))).toBe(true);
  expect((await readers.pack(push, long)).headers).toEqual({});
  expect(readers.isForgotten(push, saying(undefined, 400))).toBe(false);
});

it('takes a refusal of one who reads gzip for what it is', () => {
  const readers = new GzipReaders();
  readers.isForgotten(push, saying('gzip'));
  expect(readers.isForgotten(push, saying('gzip', 400))).toBe(false);
});

it('leaves what is short as it is', async () => {
  const readers = new GzipReaders();
  readers.isForgotten(push, saying('gzip'));
  expect(await readers.pack(push, '{"mutations":[]}')).toEqual({ content: '{"mutations":[]}', headers: {} });
});
