// Blank lines, headings, list marks: all that is markup in an article's body.
const lineStart = /(?:^|\s*\n)\s*(?:## |- |\d{1,3}\. )?/g;

/** An article's body as one line of running text: what is searched and what snippets are cut from. */
export function plainText(body: string): string {
  return body.replace(lineStart, ' ').trim();
}
