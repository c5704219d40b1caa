/**
 * Takes what the page was opened to dial (`?dial=…`) out of its address: a number does not stay there, and a reload does
 * not ask again.
 */
export function takeAskedLink(): string | undefined {
  // Not as a form would read it: there a `+` is a space.
  const written = /[?&]dial=([^&]*)/.exec(location.search)?.[1];
  if (written === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
