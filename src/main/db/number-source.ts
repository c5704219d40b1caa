import type { NumberBlockRow } from './queries/number-blocks.ts';

/** A ticket number and where it came from. */
export interface TakenNumber {
  readonly block: number;
  readonly ordinal: number;
  /** As it is read to the caller, such as W-20611. */
  readonly number: string;
}

/**
 * Hands out the numbers of the seat's blocks in order. Which one is next is not stored: the ticket submitted last tells
 * it, so a submission writes no counter, and a number is used up exactly when its ticket is committed.
 */
export interface NumberSource {
  /** The next number, without using it up; undefined when none is left. */
  peek(): TakenNumber | undefined;
  /** The ticket with this number was committed. */
  confirm(taken: TakenNumber): void;
  setBlocks(blocks: readonly NumberBlockRow[]): void;
  left(): number;
}

export function createNumberSource(
  blocks: readonly NumberBlockRow[],
  last: Pick<TakenNumber, 'block' | 'ordinal'> | undefined,
): NumberSource {
  let known = blocks;
  let used = last;
  const nextIn = (block: NumberBlockRow): number => {
    if (!used || block.id > used.block) return block.first;
    return block.id === used.block ? used.ordinal + 1 : block.last + 1;
  };
  return {
    peek: () => {
      const block = known.find((candidate) => nextIn(candidate) <= candidate.last);
      if (!block) return undefined;
      const ordinal = nextIn(block);
      return { block: block.id, ordinal, number: `${block.prefix}-${ordinal}` };
    },
    confirm: ({ block, ordinal }) => {
      used = { block, ordinal };
    },
    setBlocks: (next) => {
      known = next;
    },
    left: () => known.reduce((sum, block) => sum + Math.max(0, block.last - nextIn(block) + 1), 0),
  };
}
