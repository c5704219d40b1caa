import { createContext, use } from 'react';

/** What keys are called that the agent has moved, by the name that hints have for them. */
export const KeyLabels = createContext<ReadonlyMap<string, string>>(new Map());

/** How a key is printed now that a hint names as the desk has it. */
export function useKeyLabel(hint: string): string {
  return use(KeyLabels).get(hint) ?? hint;
}
