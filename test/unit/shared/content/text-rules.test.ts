import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../src/shared/content/line-reason.ts';
import { plainTextProblems, slotReasons, slotsOf, writingProblems } from '../../../../src/shared/content/text-rules.ts';

describe('plainTextProblems', () => {
  it('accepts the scripts of the desk', () => {
    for (const text of ['您好', 'བདེ་མོ།', 'Hello', '早晨，請講。']) expect(plainTextProblems(text)).toEqual([]);
  });

  it.each([
    ['', 'empty text'],
    ['  ', 'empty text'],
    [' hello', 'blank at the beginning or end'],
    ['hello\n', 'blank at the beginning or end'],
    ['cafe\u0301', 'not in NFC'],
    ['a\u202eb', 'stray control character U+202E'],
    ['a\u200bb', 'stray control character U+200B'],
    ['a\u2066b', 'stray control character U+2066'],
    ['\ufeffa', 'stray control character U+FEFF'],
    ['a\u0007b', 'stray control character U+0007'],
  ])('refuses %j: %s', (text, reason) => {
    expect(plainTextProblems(text)).toContain(reason);
  });
});

describe('writingProblems', () => {
  it('keeps Latin letters out of Tibetan, but not digits and slots', () => {
    expect(writingProblems('ངའི་ཨང་གྲངས་ {agentNo} ཡིན། 95', 'tibetan')).toEqual([]);
    expect(writingProblems('བདེ་མོ། ok', 'tibetan')).toEqual(['letters of another script: o k']);
    expect(writingProblems('བདེ་མོ། 您', 'tibetan')).toEqual(['letters of another script: 您']);
  });

  it('lets articles name an ATM, but not a spoken line', () => {
    expect(writingProblems('ATM 吞卡', 'simplified')).toEqual([]);
    expect(writingProblems('ATM 吞卡', 'simplifiedSpoken')).toEqual(['letters of another script: A T M']);
  });

  it('tells Simplified from Traditional', () => {
    expect(writingProblems('电话', 'simplified')).toEqual([]);
    expect(writingProblems('電话', 'simplified')).toEqual(['Traditional characters in a Simplified text: 電']);
    expect(writingProblems('電話', 'traditional')).toEqual([]);
    expect(writingProblems('電话', 'traditional')).toEqual(['Simplified characters in a Traditional text: 话']);
  });

  it('leaves characters alone that both forms use', () => {
    expect(writingProblems('什么著名后里只面干', 'simplified')).toEqual([]);
    expect(writingProblems('皇后里只面干什麼後裏', 'traditional')).toEqual([]);
  });

  it('wants at least one letter of the script', () => {
    expect(writingProblems('123', 'tibetan')).toEqual(['no letter of the script (tibetan)']);
    expect(writingProblems('Hello', 'simplified')).toEqual(['no letter of the script (simplified)']);
    expect(writingProblems('您好', 'latin')).toContain('no letter of the script (latin)');
  });
});

describe('slots', () => {
  it('reads them in order', () => {
    expect(slotsOf('{timeGreeting}，工号 {agentNo}')).toEqual(['timeGreeting', 'agentNo']);
  });

  it.each([
    ['工号 {agentName}', 'unknown slot {agentName}'],
    ['工号 {}', 'unknown slot {}'],
    ['工号 {agentNo', 'a brace without its pair'],
    ['工号 agentNo}', 'a brace without its pair'],
    ['工号 {{agentNo}}', 'a brace without its pair'],
  ])('refuses %s', (text, reason) => {
    expect(slotReasons(text).map(inEnglish)).toContain(reason);
  });
});
