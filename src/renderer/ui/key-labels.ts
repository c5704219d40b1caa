import { createContext, use } from 'react';

/** What keys are called that the agent has moved, by the name that hints have for them. */
export const KeyLabels = createContext<ReadonlyMap<string, string>>(new Map());

/** How a key is printed now that a hint names as the desk has it. */
export function useKeyLabel(hint: string): string {
  return use(KeyLabels).get(hint) ?? hint;
}

/** The same key for `aria-keyshortcuts`. */
export function useShortcut(hint: string): string {
  return shortcutOf(useKeyLabel(hint));
}

const spoken: Readonly<Record<string, string>> = { Ctrl: 'Control', '⇧': 'Shift', '↵': 'Enter', Esc: 'Escape' };

/** A printed key as ARIA writes it: a plus between its parts, since a space would make two keys of it. */
export function shortcutOf(label: string): string {
  return label
    .split(' ')
    .map((part) => spoken[part] ?? part)
    .join('+');
}
