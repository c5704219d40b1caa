/** What a worker that reads one language is told, and answers; `id` joins the two. */
export interface ReadingQuestion {
  readonly id: number;
  readonly text: string;
}

export interface ReadingAnswer {
  readonly id: number;
  /** One for each character (code point) of the text, empty for what has none. */
  readonly readings: readonly string[];
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<ReadingQuestion>) => void) | null;
  postMessage(answer: ReadingAnswer): void;
}

/** Answers every question with what `read` makes of it. */
export function answerReadings(read: (text: string) => readonly string[]): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data: { id, text } }) => scope.postMessage({ id, readings: read(text) });
}
