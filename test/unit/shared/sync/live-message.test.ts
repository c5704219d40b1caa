import { expect, test } from 'vitest';
import { pullStreams, readLiveMessage, toldStreams } from '../../../../src/shared/sync/wire.ts';

test('a hint that names a stream of a newer server is heard for the others', () => {
  expect(readLiveMessage({ type: 'changed', streams: ['weather', 'tickets', 'notices'] })).toEqual({
    type: 'changed',
    streams: ['notices', 'tickets'],
  });
  expect(readLiveMessage({ type: 'changed', streams: [7] })).toBeUndefined();
  expect(readLiveMessage({ type: 'colleagues' })).toEqual({ type: 'colleagues' });
});

test('desks of before are never told of a stream that they do not know', () => {
  expect(pullStreams.filter((stream) => !toldStreams.includes(stream))).toEqual(['uses']);
});
