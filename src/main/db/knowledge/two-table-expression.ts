/**
 * What must stand in either table of the index of one article (see word-index.ts): FTS5 expressions, every one of which
 * must fit.
 */
interface Clause {
  readonly words: readonly string[];
  readonly shorts: readonly string[];
}

/** What an article must fit: any of the clauses. */
export type Expression = readonly Clause[];

/** FTS5 expressions of one clause, whole; empty where nothing is asked of that table. */
export interface ClauseText {
  readonly words: string;
  readonly shorts: string;
}

/** `expression` stands by itself: a phrase, or something in brackets. */
export function inWords(expression: string): Expression {
  return [{ words: [expression], shorts: [] }];
}

export function inShorts(expression: string): Expression {
  return [{ words: [], shorts: [expression] }];
}

/** Where all of them fit. */
export function allOf(expressions: readonly Expression[]): Expression {
  return expressions.reduce<Expression>(
    (before, next) => before.flatMap((one) => next.map((other) => joined(one, other))),
    [{ words: [], shorts: [] }],
  );
}

/** Where one of them fits. What asks one table only stays one clause, which SQLite answers by itself. */
export function anyOf(expressions: readonly Expression[]): Expression {
  const clauses = expressions.flat();
  const words = clauses.filter(({ shorts }) => shorts.length === 0);
  const shorts = clauses.filter((clause) => clause.words.length === 0);
  const mixed = clauses.filter((clause) => clause.words.length > 0 && clause.shorts.length > 0);
  return [
    ...(words.length > 0 ? inWords(either(words.map((clause) => clause.words))) : []),
    ...(shorts.length > 0 ? inShorts(either(shorts.map((clause) => clause.shorts))) : []),
    ...mixed,
  ];
}

/** The same, narrowed by what stands in both tables: each clause asks the table that it asks already. */
export function narrowed(expression: Expression, filters: readonly string[]): Expression {
  return expression.map(({ words, shorts }) =>
    words.length > 0 ? { words: [...words, ...filters], shorts } : { words, shorts: [...shorts, ...filters] },
  );
}

export function textsOf(expression: Expression): ClauseText[] {
  return expression.map(({ words, shorts }) => ({ words: words.join(' AND '), shorts: shorts.join(' AND ') }));
}

function joined(one: Clause, other: Clause): Clause {
  return { words: [...one.words, ...other.words], shorts: [...one.shorts, ...other.shorts] };
}

function either(ways: readonly (readonly string[])[]): string {
  const texts = ways.map((parts) => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' AND ')})`));
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(' OR ')})`;
}
