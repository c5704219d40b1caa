import { z } from 'zod';
import type { MetaQueries } from './queries/meta.ts';
import type { NumberBlockRow } from './queries/number-blocks.ts';

/** A ticket number and where it came from. */
export interface TakenNumber {
  readonly block: number;
  readonly ordinal: number;
  /** As it is read to the caller, such as W-20611. */
  readonly number: string;
}

type Place = Pick<TakenNumber, 'block' | 'ordinal'>;

const markSchema = z.object({ block: z.number().int(), ordinal: z.number().int() });

/** For a number that went to an older ticket in the place of a refused one: the ticket submitted last can't tell it. */
export function keepNumberMark(meta: MetaQueries, { block, ordinal }: Place): void {
  meta.put('numberMark', JSON.stringify({ block, ordinal }));
}

/** The number used up last, by the ticket submitted last or by one that got another number. */
export function lastUsed(meta: MetaQueries, submitted: Place | undefined): Place | undefined {
  const stored = meta.get('numberMark');
  const mark = stored === undefined ? undefined : markSchema.parse(JSON.parse(stored));
  if (!mark || !submitted) return mark ?? submitted;
  const isLater = mark.block === submitted.block ? mark.ordinal > submitted.ordinal : mark.block > submitted.block;
  return isLater ? mark : submitted;
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

export function createNumberSource(blocks: readonly NumberBlockRow[], last: Place | undefined): NumberSource {
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
