export interface NewestQuestion {
  /** The newest question has no answer yet. */
  isAsking(): boolean;
  /** Asks, unless it is under way: then what is newest by then is asked next. */
  ask(): Promise<void>;
}

/**
 * For a search as one types: a question is asked only when the last one was answered, so a fast typist never queues up
 * stale ones, and only the answer to the newest is taken.
 *
 * @param newest what is to be asked now
 * @param ask resolves with the answer
 * @param take gets the answer to the newest question
 */
export function askNewest<Answer>(
  newest: () => string,
  ask: (question: string) => Promise<Answer>,
  take: (answer: Answer) => void,
): NewestQuestion {
  let isAsking = false;
  return {
    isAsking: () => isAsking,
    ask: async () => {
      if (isAsking) return;
      isAsking = true;
      let asked: string;
      do {
        asked = newest();
        const answer = await ask(asked);
        if (asked === newest()) take(answer);
      } while (asked !== newest());
      isAsking = false;
    },
  };
}
