import { expect, it } from 'vitest';
import { hearLevel, nobodyHeard } from '../../../../src/shared/training/hear-agent.ts';

it('hears an agent from his first sound on until a silence longer than a gap between words', () => {
  const breath = hearLevel(nobodyHeard, 0.01, 1_000);
  expect(breath.isSpeaking).toBe(false);
  const speaking = hearLevel(breath, 0.2, 1_100);
  expect(speaking).toEqual({ isSpeaking: true, at: 1_100 });
  const gap = hearLevel(speaking, 0, 1_700);
  expect(gap.isSpeaking).toBe(true);
  expect(hearLevel(gap, 0.3, 1_750)).toEqual({ isSpeaking: true, at: 1_750 });
  expect(hearLevel(gap, 0, 1_800).isSpeaking).toBe(false);
});
