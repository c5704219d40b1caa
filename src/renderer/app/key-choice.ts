import type { ChordChoice, KeyChoices } from '../../shared/domain/key-choice.ts';
import { actionIds, isSameChord, keyMap, type ActionId, type Chord, type KeyMap } from './key-map.ts';

/** These stay: where keys are explained, what every sheet closes with, what every form is sent with. */
const fixed: ReadonlySet<ActionId> = new Set(['help', 'stopAutoAnswer', 'submitTicket']);

/** Help, reload, full screen, tools of the browser. */
const ofBrowser: ReadonlySet<string> = new Set(['F1', 'F5', 'F11', 'F12']);

export type Verdict =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly by: ActionId }
  /** The browser or the system acts on it first. */
  | { readonly kind: 'reserved' }
  /** It types, or moves about the page. */
  | { readonly kind: 'unfit' };

export function isFixed(id: ActionId): boolean {
  return fixed.has(id);
}

/** Alone these are no key yet. */
export function isModifier(code: string): boolean {
  return /^(?:Control|Alt|Shift|Meta)(?:Left|Right)$/.test(code);
}

/** Whether an action can have this key. */
export function judge(keys: KeyMap, id: ActionId, choice: ChordChoice): Verdict {
  const by = actionIds.find((other) => other !== id && isSameChord(keys[other], choice));
  if (by !== undefined) return { kind: 'taken', by };
  // Whatever it is, the desk itself had it there.
  if (isSameChord(keyMap[id], choice)) return { kind: 'free' };
  if (isReserved(choice)) return { kind: 'reserved' };
  return isFit(choice) ? { kind: 'free' } : { kind: 'unfit' };
}

/** The keys of an agent. A choice that is none, or that stands in another's way, does not count. */
export function keysOf(choices: KeyChoices): KeyMap {
  const keys: Record<ActionId, Chord> = { ...keyMap };
  for (const id of actionIds) {
    const choice = choices[id];
    if (!choice || fixed.has(id) || !isFit(choice) || isReserved(choice)) continue;
    keys[id] = { ...choice, label: labelOf(choice) };
  }
  // Judged together: two may have changed places.
  for (;;) {
    const blocked = actionIds.find((id) => keys[id] !== keyMap[id] && judge(keys, id, keys[id]).kind === 'taken');
    if (blocked === undefined) return keys;
    keys[blocked] = keyMap[blocked];
  }
}

/** What hints have to say instead of the key that the desk gives; only of actions that have moved. */
export function movedLabels(keys: KeyMap): ReadonlyMap<string, string> {
  const moved = actionIds.filter((id) => keys[id].label !== keyMap[id].label);
  return new Map(moved.map((id) => [keyMap[id].label, keys[id].label]));
}

/** @param choice undefined: back to where the desk has it */
export function withChoice(choices: KeyChoices, id: ActionId, choice: ChordChoice | undefined): KeyChoices {
  const { [id]: _before, ...others } = choices;
  return choice === undefined || isSameChord(keyMap[id], choice) ? others : { ...others, [id]: choice };
}

export function labelOf({ ctrl, alt, shift, code }: ChordChoice): string {
  const name = code.replace(/^(?:Key|Digit)/, '');
  return [ctrl && 'Ctrl', alt && 'Alt', shift && '⇧', name].filter(Boolean).join(' ');
}

/** A function key, or Alt and a letter: neither types anything nor moves the focus. */
function isFit({ ctrl, alt, code }: ChordChoice): boolean {
  return /^F\d{1,2}$/.test(code) || (/^Key[A-Z]$/.test(code) && alt === true && ctrl !== true);
}

function isReserved({ ctrl, alt, code }: ChordChoice): boolean {
  if (ofBrowser.has(code)) return true;
  if (code === 'F4') return alt === true || ctrl === true;
  return ctrl === true && code.startsWith('Key');
}
