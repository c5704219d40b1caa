import { expect, test } from 'vitest';
import {
  defaultProcessing,
  defaultSound,
  processingOf,
  soundSettingsSchema,
  withProcessing,
} from '../../../../src/shared/domain/sound.ts';

const on = (label: string) => ({ ...defaultSound, microphone: { id: label, label } });

test('every microphone keeps its own processing', () => {
  const headset = withProcessing(on('H1'), { noiseSuppression: false });
  expect(processingOf(headset)).toEqual({ ...defaultProcessing, noiseSuppression: false });
  const other = { ...headset, microphone: { id: 'x', label: 'H2' } };
  expect(processingOf(other)).toEqual(defaultProcessing);
  const both = withProcessing(other, { echoCancellation: false });
  expect(processingOf({ ...both, microphone: { id: 'new id', label: 'H1' } })).toMatchObject({
    echoCancellation: true,
    noiseSuppression: false,
  });
  expect(processingOf({ ...both, microphone: null })).toEqual(defaultProcessing);
});

test('the microphone unused for the longest is forgotten first, and the rest can be stored', () => {
  let settings = defaultSound;
  for (let n = 0; n < 25; n += 1) {
    settings = withProcessing({ ...settings, ...on(`H${n}`), processing: settings.processing }, {});
  }
  expect(settings.processing.map(({ label }) => label)).toEqual(Array.from({ length: 20 }, (_, n) => `H${24 - n}`));
  expect(soundSettingsSchema.parse(settings)).toEqual(settings);
});
