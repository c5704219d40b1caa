import { expect, it } from 'vitest';
import { agentPanelsSchema } from '../../../../src/shared/domain/panel-choice.ts';
import { careChoiceSchema, talkLimitOf } from '../../../../src/shared/domain/voice-care.ts';

it('takes the agent’s own limit of a talk before the centre’s, and none where he wants to hear nothing', () => {
  expect(talkLimitOf({}, undefined)).toBeUndefined();
  expect(talkLimitOf({}, 35)).toBe(35);
  expect(talkLimitOf({ talkLimitMin: 20 }, 35)).toBe(20);
  expect(talkLimitOf({ talkLimitMin: 20 }, undefined)).toBe(20);
  expect(talkLimitOf({ talkLimitMin: 20, isTalkTimed: false }, 35)).toBeUndefined();
});

it('keeps a choice for each agent, within its limits', () => {
  const panels = { '9527': { care: { isNudged: false, nudgeAfterMin: 30 } }, '1001': {} };
  expect(agentPanelsSchema.parse(panels)).toEqual(panels);
  for (const wrong of [{ nudgeAfterMin: 14 }, { nudgeAfterMin: 45.5 }, { talkLimitMin: 0 }, { talkLimitMin: 241 }]) {
    expect(careChoiceSchema.safeParse(wrong).success).toBe(false);
  }
});
