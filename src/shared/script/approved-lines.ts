import type { ApprovedLine } from '../domain/line-proposal.ts';
import type { Phrase, PhrasePack } from '../domain/phrase.ts';

/**
 * The packs with the lines that were approved at a desk. A line of the pack of the same or a higher version is the
 * centre's own answer to it and stays. An approved line of a language without a pack waits for one.
 */
export function withApprovedLines(packs: readonly PhrasePack[], lines: readonly ApprovedLine[]): PhrasePack[] {
  return packs.map((pack) => {
    const own = new Map(
      lines.filter(({ lang }) => lang === pack.lang).map(({ phrase }) => [phrase.moment, phrase] as const),
    );
    if (own.size === 0) return pack;
    const kept = pack.phrases.map((phrase): Phrase => {
      const approved = own.get(phrase.moment);
      own.delete(phrase.moment);
      return approved && approved.version > phrase.version ? approved : phrase;
    });
    return { ...pack, phrases: [...kept, ...own.values()] };
  });
}
