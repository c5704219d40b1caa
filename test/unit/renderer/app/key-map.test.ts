import { describe, expect, it } from 'vitest';
import { actionIds, keyMap, readKey, type KeyInput } from '../../../../src/renderer/app/key-map.ts';

function press(code: string, change: Partial<KeyInput> = {}): KeyInput {
  return { code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, isComposing: false, ...change };
}

describe('the key map', () => {
  it('gives no two actions the same key', () => {
    const chords = actionIds.map((id) => JSON.stringify({ ...keyMap[id], label: undefined }));
    expect(new Set(chords).size).toBe(chords.length);
  });

  it('reads an action from where the key is, not from what it prints', () => {
    expect(readKey(press('F2'), true)).toEqual({ type: 'action', id: 'answer' });
    expect(readKey(press('KeyK', { ctrlKey: true }), true)).toEqual({ type: 'action', id: 'search' });
    expect(readKey(press('KeyK', { ctrlKey: true, shiftKey: true }), true)).toBeUndefined();
  });

  it('does nothing while an input method composes', () => {
    expect(readKey(press('F2', { isComposing: true }), true)).toBeUndefined();
    expect(readKey(press('Digit1', { isComposing: true, altKey: true }), true)).toBeUndefined();
  });

  it('keeps digits and ? for the text while the agent types', () => {
    expect(readKey(press('Digit3'), true)).toBeUndefined();
    expect(readKey(press('Slash', { shiftKey: true }), true)).toBeUndefined();
    expect(readKey(press('Digit3'), false)).toEqual({ type: 'pick', index: 2 });
    expect(readKey(press('Digit3', { altKey: true }), true)).toEqual({ type: 'pick', index: 2 });
    expect(readKey(press('Digit2', { altKey: true, shiftKey: true }), true)).toEqual({ type: 'language', index: 1 });
  });
});
