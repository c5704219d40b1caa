import type { Article } from '../../../src/shared/domain/article.ts';
import type { KnowledgeStore } from '../../../src/main/db/knowledge-store.ts';
import { bestByFullScore } from './full-score.ts';
import { meets, type OracleDoc } from './oracle.ts';
import type { BenchQuery } from './queries.ts';

/** Hits asked for where all of them are compared. */
const hitsCompared = 1_000;
const page = 20;
const readBy: ReadonlySet<string> = new Set(['pinyin', 'initials', 'jyutping']);

export interface ClassQuality {
  readonly class: string;
  readonly recall: number;
  readonly precision: number;
  /** Absent where the order of several readings decides. */
  readonly overlap?: number;
}

/**
 * Recall and precision by class against every text read through, and how much of the first page is that of the full
 * score. A query with more hits than asked for counts what was asked for.
 */
export async function measureQuality(
  store: Pick<KnowledgeStore, 'search'>,
  articles: readonly Article[],
  docs: readonly OracleDoc[],
  queries: readonly BenchQuery[],
): Promise<ClassQuality[]> {
  const perClass = new Map<string, Sums>();
  for (const query of queries) {
    const sums = perClass.get(query.class) ?? { recall: 0, precision: 0, asked: 0, overlap: 0, compared: 0 };
    perClass.set(query.class, sums);
    await compare(store, articles, docs, query, sums);
  }
  return [...perClass].map(([name, { recall, precision, asked, overlap, compared }]) => ({
    class: name,
    recall: recall / asked,
    precision: precision / asked,
    ...(compared > 0 && { overlap: overlap / compared }),
  }));
}

interface Sums {
  recall: number;
  precision: number;
  asked: number;
  overlap: number;
  compared: number;
}

async function compare(
  store: Pick<KnowledgeStore, 'search'>,
  articles: readonly Article[],
  docs: readonly OracleDoc[],
  query: BenchQuery,
  sums: Sums,
): Promise<void> {
  const fitting = docs.flatMap((doc, index) => {
    const article = articles[index];
    return query.needs.length > 0 && article && meets(doc, query.needs) ? [{ doc, article, index }] : [];
  });
  const wanted = new Set(fitting.map(({ doc }) => doc.id));
  const { hits } = await store.search(query.text, hitsCompared, Date.now());
  // Other words for the same are marked as such and come last.
  const found = hits.filter(({ foundBy }) => foundBy !== 'synonym').map(({ id }) => id as string);
  const right = found.filter((id) => wanted.has(id));
  const alsoRight = found.filter((id) => !wanted.has(id) && isAnotherReading(docs, id, query));
  sums.asked += 1;
  // Other readings take places of the page: what they took is not missing.
  const room = hitsCompared - alsoRight.length;
  const due = Math.min(wanted.size, room);
  sums.recall += due === 0 ? 1 : right.length / due;
  sums.precision += found.length === 0 ? 1 : (right.length + alsoRight.length) / found.length;
  if (query.also.length > 0 || query.needs.some(({ kind }) => readBy.has(kind)) || wanted.size === 0) return;
  const best = bestByFullScore(fitting, query.needs, page);
  const first = new Set((await store.search(query.text, page, Date.now())).hits.map(({ id }) => id as string));
  sums.overlap += best.filter((id) => first.has(id)).length / best.length;
  sums.compared += 1;
}

function isAnotherReading(docs: readonly OracleDoc[], id: string, query: BenchQuery): boolean {
  const doc = docs[Number(id.slice(1)) - 1];
  return doc !== undefined && query.also.some((needs) => meets(doc, needs));
}
