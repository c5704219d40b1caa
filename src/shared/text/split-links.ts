export interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

/** A `tel:` or `sip:` address as people write it in the middle of a sentence, without the mark that ends the sentence. */
const link =
  /((?<![\p{L}\p{N}])(?:tel|sips?):[^\s<>"'“”‘’()（），。；、！？།]*[^\s<>"'“”‘’()（），。；、！？།.,;:!?])/iu;

/** A text in parts, in order: what is to be called, and what stands around it. */
export function splitLinks(text: string): TextPart[] {
  return text
    .split(link)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
