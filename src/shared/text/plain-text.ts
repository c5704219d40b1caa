// Blank lines, headings, list marks: all that is markup in an article's body, besides where a picture belongs.
const lineStart = /(?:^|\s*\n)\s*(?:## |- |\d{1,3}\. )?/g;
const placed = /^[^\S\n]*!\[([^\]\n]{1,120})\][^\S\n]*$/gm;

/** An article's body as one line of running text: what is searched and what snippets are cut from. */
export function plainText(body: string): string {
  return body.replace(placed, '').replace(lineStart, ' ').trim();
}

/** Name of the picture that this line of a body is the place of; undefined of any other line. */
export function placedName(line: string): string | undefined {
  return placedNames(line)[0];
}

/** Names of the pictures that a body places, in their order. */
export function placedNames(body: string): string[] {
  return [...body.matchAll(placed)].flatMap(([, name]) => name ?? []);
}
