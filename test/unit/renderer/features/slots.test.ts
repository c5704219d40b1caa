import { describe, expect, it } from 'vitest';
import { fillSlots } from '../../../../src/renderer/features/phrases/slots.ts';

describe('slots of a phrase', () => {
  it('are filled with the agent’s number, the caller and the hour', () => {
    const values = { agentNo: '9527', salutation: '卓玛女士', hour: 9 };
    expect(fillSlots('{timeGreeting},{salutation},工号{agentNo}为您服务。', 'zh-Hans', values)).toBe(
      '早上好,卓玛女士,工号9527为您服务。',
    );
  });

  it('leave no comma or space behind when there is no value', () => {
    expect(fillSlots('您好,{salutation},工号{agentNo}。', 'zh-Hans', { agentNo: '9527', hour: 9 })).toBe(
      '您好,工号9527。',
    );
    expect(fillSlots('{salutation},您好。', 'zh-Hans', { agentNo: '9527', hour: 9 })).toBe('您好。');
    expect(fillSlots('Good day {salutation} , agent {agentNo}.', 'en', { agentNo: '9527', hour: 9 })).toBe(
      'Good day, agent 9527.',
    );
  });

  it('never put a Chinese salutation into another script', () => {
    expect(fillSlots('Hello {salutation}', 'en', { agentNo: '1', salutation: '卓玛女士', hour: 9 })).toBe('Hello');
  });

  it('have no Tibetan greeting of the hour until a speaker confirmed one', () => {
    expect(fillSlots('{timeGreeting}བདེ་མོ།', 'adx', { agentNo: '1', hour: 9 })).toBe('བདེ་མོ།');
  });
});
