import { expect, test } from 'vitest';
import { soundKindOf } from '../../../../src/shared/content/sound-kind.ts';
import { sampleWav } from '../../../fakes/sample-message.ts';

const opus = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead')]);

test.each([
  ['a WAV', sampleWav(), 'wav'],
  ['Opus in Ogg', opus, 'opus'],
  ['an MP3 with a tag', Buffer.from('ID3\u0004'), 'mp3'],
  ['an MP3 from its first frame', Buffer.from([0xff, 0xfb, 0x90, 0x00]), 'mp3'],
  ['MPEG of layer II', Buffer.from([0xff, 0xfd, 0x90, 0x00]), undefined],
  ['a frame of no bit rate', Buffer.from([0xff, 0xfb, 0xf0, 0x00]), undefined],
  ['Vorbis in Ogg', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('\u0001vorbis ')]), undefined],
  ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), undefined],
  ['a page', Buffer.from('<!doctype html><script>'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s is told by its bytes', (_what, bytes, kind) => {
  expect(soundKindOf(bytes.subarray(0, 36))).toBe(kind);
});
