import { useMemo, useRef, useState, type FocusEvent } from 'react';
import type { Choice } from './phrase-choice.ts';
import { steadyChoice } from './steady-choice.ts';

export interface Reach {
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * Nothing jumps under the pointer: while it is over the panel, or the keyboard is in it, lines keep their places. What the
 * agent does himself moves them at once. Keys say the line that stands there, so this is for all that show the words.
 * @param deed changes with what the agent does in the call
 */
export function useSteadyChoice(choice: Choice, deed: string): { readonly choice: Choice; readonly reach: Reach } {
  const [held, setHeld] = useState<{ readonly choice: Choice; readonly deed: string }>();
  const touch = useRef({ pointer: false, focus: false });
  if (held && held.deed !== deed) setHeld({ choice, deed });
  const isHeld = held !== undefined && held.deed === deed;
  const steady = useMemo(
    () => (isHeld && held.choice !== choice ? steadyChoice(held.choice, choice) : choice),
    [isHeld, held, choice],
  );
  const follow = (change: Partial<{ pointer: boolean; focus: boolean }>): void => {
    Object.assign(touch.current, change);
    const isTouched = touch.current.pointer || touch.current.focus;
    setHeld((before) => (isTouched ? (before ?? { choice, deed }) : undefined));
  };
  return {
    choice: steady,
    reach: {
      onPointerEnter: () => follow({ pointer: true }),
      onPointerLeave: () => follow({ pointer: false }),
      onFocus: () => follow({ focus: true }),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) follow({ focus: false });
      },
    },
  };
}
