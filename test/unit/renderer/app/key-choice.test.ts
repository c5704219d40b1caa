import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFixed, judge, keysOf, labelOf, movedLabels, withChoice } from '../../../../src/renderer/app/key-choice.ts';
import { choiceOf, actionIds, keyMap, readKey } from '../../../../src/renderer/app/key-map.ts';
import { keyChoicesSchema, type ChordChoice } from '../../../../src/shared/domain/key-choice.ts';

const altN: ChordChoice = { alt: true, code: 'KeyN' };

function press(choice: ChordChoice) {
  const { ctrl = false, alt = false, shift = false, code } = choice;
  return { code, ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: false, isComposing: false };
}

describe('the keys of one agent', () => {
  it('are the desk’s own until he puts one elsewhere', () => {
    expect(keysOf({})).toEqual(keyMap);
    const keys = keysOf({ answer: altN });
    expect(readKey(press(altN), true, keys)).toEqual({ type: 'action', id: 'answer' });
    expect(readKey(press({ code: 'F2' }), true, keys)).toBeUndefined();
    expect([...movedLabels(keys)]).toEqual([['F2', 'Alt N']]);
  });

  it('name whose key it is already', () => {
    expect(judge(keyMap, 'answer', { code: 'F8' })).toEqual({ kind: 'taken', by: 'toggleHold' });
    expect(judge(keyMap, 'toggleHold', { code: 'F8' })).toEqual({ kind: 'free' });
    // Free again as soon as the other one has gone.
    expect(judge(keysOf({ toggleHold: altN }), 'answer', { code: 'F8' })).toEqual({ kind: 'free' });
    expect(judge(keysOf({ answer: altN }), 'swap', altN)).toEqual({ kind: 'taken', by: 'answer' });
  });

  it.each([
    ['Alt N', altN, 'free'],
    ['⇧ F2', { shift: true, code: 'F2' }, 'free'],
    ['F5', { code: 'F5' }, 'reserved'],
    ['Alt F4', { alt: true, code: 'F4' }, 'reserved'],
    ['Ctrl W', { ctrl: true, code: 'KeyW' }, 'reserved'],
    ['D', { code: 'KeyD' }, 'unfit'],
    ['Alt 1', { alt: true, code: 'Digit1' }, 'unfit'],
    ['Enter', { code: 'Enter' }, 'unfit'],
  ] as const)('say of %s what it is good for', (label, choice, kind) => {
    expect(judge(keyMap, 'answer', choice)).toEqual({ kind });
    expect(labelOf(choiceOf(press(choice)))).toBe(label);
  });

  it('can change places, one after the other', () => {
    const keys = keysOf({ answer: { code: 'F8' }, toggleHold: { code: 'F2' } });
    expect([keys.answer.label, keys.toggleHold.label]).toEqual(['F8', 'F2']);
  });

  it('forget a choice that is the desk’s own, and one that is taken back', () => {
    expect(withChoice({ answer: altN }, 'answer', { code: 'F2' })).toEqual({});
    expect(withChoice({ answer: altN }, 'answer', undefined)).toEqual({});
  });

  it('never share a key, nor leave an action without one, whatever is kept', () => {
    const chord = fc
      .record({
        ctrl: fc.constantFrom(true, undefined),
        alt: fc.constantFrom(true, undefined),
        shift: fc.constantFrom(true, undefined),
        code: fc.constantFrom('F2', 'F4', 'F5', 'F8', 'KeyK', 'KeyP', 'KeyX', 'KeyN'),
      })
      .map(({ code, ...rest }) => choiceOf(press({ code, ...rest })));
    const kept = fc.dictionary(fc.constantFrom(...actionIds, 'gone'), chord);
    fc.assert(
      fc.property(kept, (choices) => {
        const keys = keysOf(keyChoicesSchema.parse(choices));
        const labels = actionIds.map((id) => keys[id].label);
        expect(new Set(labels).size).toBe(actionIds.length);
        for (const id of actionIds) if (isFixed(id)) expect(keys[id]).toBe(keyMap[id]);
        for (const id of actionIds) expect(readKey(press(keys[id]), false, keys)).toEqual({ type: 'action', id });
      }),
    );
  });
});
