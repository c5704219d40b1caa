/** Lets the agent hear a stream. Returns the stop. */
export function playStream(stream: MediaStream): () => void {
  const element = new Audio();
  element.srcObject = stream;
  element.autoplay = true;
  // Refused only where the page was never touched, and then there was no answering either.
  element.play().catch(() => undefined);
  return () => {
    element.pause();
    element.srcObject = null;
  };
}
