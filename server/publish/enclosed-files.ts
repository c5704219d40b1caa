import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enclosureOf } from '../../src/shared/content/enclosure-of.ts';
import { problemsAt, type ContentFile, type ContentProblem } from '../../src/shared/content/problem.ts';
import type { Enclosure, EnclosureSource } from '../../src/shared/domain/enclosure.ts';
import type { EnclosedFile } from './enclosures.ts';

interface Naming {
  readonly enclosures?: readonly EnclosureSource[] | undefined;
}
interface NamingFile {
  readonly articles: readonly Naming[];
}
/** An article as desks get it, whatever else it is. */
type Measured<A extends Naming> = Omit<A, 'enclosures'> & { enclosures?: Enclosure[] };
type MeasuredFile<F extends NamingFile> = Omit<F, 'articles'> & {
  readonly articles: readonly Measured<F['articles'][number]>[];
};

export interface Enclosed<F extends NamingFile> {
  readonly articles: ContentFile<MeasuredFile<F>>[];
  /** Each once. */
  readonly enclosed: readonly EnclosedFile[];
  readonly problems: readonly ContentProblem[];
}

/**
 * Reads what articles name: hash, kind and size are those of the file, and so is what a picture measures. One that can't
 * be taken is a problem at the line that names it.
 * @param folder where the files lie by their names
 */
export function enclosedIn<F extends NamingFile>(folder: string, files: readonly ContentFile<F>[]): Enclosed<F> {
  const enclosed = new Map<string, EnclosedFile>();
  const problems: ContentProblem[] = [];
  const measure = (source: EnclosureSource): Enclosure | readonly string[] => {
    // Cleaned by its schema: a name is never a path.
    const path = join(folder, source.name);
    if (!existsSync(path)) return [`there is no file ${source.name}`];
    const bytes = readFileSync(path);
    const found = enclosureOf(source, bytes, createHash('sha256').update(bytes).digest('hex'));
    if ('sha256' in found) enclosed.set(found.sha256, { ...found, bytes });
    return found;
  };
  const articles = files.map(({ file, content }) => {
    const measured = content.articles.map((article: F['articles'][number], index) => {
      const { enclosures, ...rest } = article;
      if (!enclosures) return rest;
      const found = enclosures.map((source, nth) => {
        const one = measure(source);
        if (!('sha256' in one)) problems.push(...problemsAt(file, ['articles', index, 'enclosures', nth], one));
        return one;
      });
      return { ...rest, enclosures: found.filter((one) => 'sha256' in one) };
    });
    return { file, content: { ...content, articles: measured } };
  });
  return { articles, enclosed: [...enclosed.values()], problems };
}
