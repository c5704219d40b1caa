import type { FormAnswer, SubmittedTicket } from '../domain/ticket.ts';

/** A ticket as three know it. */
export interface TicketVersions {
  /** What both sides began with. */
  readonly base: SubmittedTicket;
  /** What the agent sends now. */
  readonly mine: SubmittedTicket;
  /** What the centre has now. */
  readonly theirs: SubmittedTicket;
}

export interface MergeRules {
  /** Answers that are written freely: of those, and of the description, nobody but the agent can make one of two. */
  readonly freeAnswers?: ReadonlySet<string>;
  /** The form's answers go together: one that governs another must not come from the other side. */
  readonly answersTogether?: boolean;
}

export interface MergedTicket {
  /** Where texts clash it has the centre's. */
  readonly merged: SubmittedTicket;
  /** Free texts that both sides changed, each in its own way: `description`, `answers.ID`. */
  readonly clashes: readonly string[];
}

/** How the caller is reached: whoever spoke with him last knows. */
const contactFields = ['callerName', 'callerPhone', 'address'] as const;
const otherFields = ['customerId', 'language', 'articleId', 'priority', 'dueAt', 'attachments'] as const;
type SettledField = (typeof contactFields)[number] | (typeof otherFields)[number];
/** What is asked follows from these; their answers are worth nothing without them. */
const askedFields = ['type', 'subType', 'area', 'parentId', 'formVersion'] as const;

/**
 * One ticket of two, by who owns each field. Status, number and the instants of the ticket are the centre's; how the caller
 * is reached is as the later of the two sides has it, by `updatedAt`; all else is as the side has it that changed it, and
 * where both did, as the later has it, but for free texts, which clash.
 */
export function mergeTickets(
  { base, mine, theirs }: TicketVersions,
  { freeAnswers = new Set(), answersTogether = false }: MergeRules = {},
): MergedTicket {
  const later = mine.updatedAt > theirs.updatedAt ? mine : theirs;
  const settled = [...contactFields, ...otherFields].flatMap((key) => {
    const side = sideOf(base[key], mine[key], theirs[key]);
    const value = (side === 'mine' ? mine : side === 'theirs' ? theirs : later)[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const asked = mergeAnswers({ base, mine, theirs }, later, freeAnswers, answersTogether);
  const textSide = sideOf(base.description, mine.description, theirs.description);
  const { customerId: _c, language: _l, articleId: _a, dueAt: _d, attachments: _f, ...centres } = theirs;
  const { parentId: _p, formVersion: _v, answers: _w, baseRevision: _b, ...kept } = centres;
  const merged: SubmittedTicket = {
    ...kept,
    ...(Object.fromEntries(settled) as Pick<SubmittedTicket, SettledField>),
    ...asked.content,
    description: textSide === 'mine' ? mine.description : theirs.description,
    updatedAt: Math.max(mine.updatedAt, theirs.updatedAt),
  };
  return { merged, clashes: [...(textSide === 'both' ? ['description'] : []), ...asked.clashes] };
}

type AskedContent = Pick<SubmittedTicket, (typeof askedFields)[number] | 'answers'>;

function mergeAnswers(
  { base, mine, theirs }: TicketVersions,
  later: SubmittedTicket,
  freeAnswers: ReadonlySet<string>,
  isTogether: boolean,
): { content: AskedContent; clashes: string[] } {
  const shapeOf = (side: SubmittedTicket): unknown => askedFields.map((key) => side[key] ?? null);
  const isSameForm = isSame(shapeOf(mine), shapeOf(theirs));
  if (!isSameForm || isTogether) {
    const all = (side: SubmittedTicket): unknown => [shapeOf(side), sorted(side.answers)];
    const side = sideOf(all(base), all(mine), all(theirs));
    return { content: askedOf(side === 'mine' ? mine : side === 'theirs' ? theirs : later), clashes: [] };
  }
  const answers: Record<string, FormAnswer> = {};
  const clashes: string[] = [];
  for (const id of new Set([...Object.keys(mine.answers ?? {}), ...Object.keys(theirs.answers ?? {})])) {
    const side = sideOf(base.answers?.[id], mine.answers?.[id], theirs.answers?.[id]);
    const isClash = side === 'both' && freeAnswers.has(id);
    if (isClash) clashes.push(`answers.${id}`);
    const from = side === 'mine' ? mine : side === 'theirs' || isClash ? theirs : later;
    const answer = from.answers?.[id];
    if (answer !== undefined) answers[id] = answer;
  }
  const hasAnswers = mine.answers !== undefined || theirs.answers !== undefined;
  const { answers: _own, ...shape } = askedOf(theirs);
  return { content: hasAnswers ? { ...shape, answers } : shape, clashes };
}

function askedOf({ type, subType, area, parentId, formVersion, answers }: SubmittedTicket): AskedContent {
  return {
    ...{ type, subType, area },
    ...(parentId !== undefined && { parentId }),
    ...(formVersion !== undefined && { formVersion }),
    ...(answers !== undefined && { answers }),
  };
}

/** Whose value counts: that of the side that changed it; either, where both say the same. */
function sideOf(base: unknown, mine: unknown, theirs: unknown): 'mine' | 'theirs' | 'both' {
  if (isSame(mine, theirs) || isSame(base, mine)) return 'theirs';
  return isSame(base, theirs) ? 'mine' : 'both';
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sorted(answers: SubmittedTicket['answers']): unknown {
  return Object.entries(answers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
