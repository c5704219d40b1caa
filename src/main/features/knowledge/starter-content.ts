import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { articleFileSchema, articleSchema, type Article } from '../../../shared/domain/article.ts';
import type { PhrasePack } from '../../../shared/domain/phrase.ts';
import { placeFileSchema, type PlaceFile } from '../../../shared/domain/place.ts';
import { procedureFileSchema, procedureSchema, type Procedure } from '../../../shared/domain/procedure.ts';
import { readingTextSchema, type ReadingText } from '../../../shared/domain/reading-text.ts';
import { scenarioSchema, type Scenario } from '../../../shared/domain/scenario.ts';
import { isKnownLanguage } from '../../../shared/language/languages.ts';
import { anyPackSchema } from '../../../shared/script/upgrade-pack.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/ipc/app-error.ts';

export interface Loaded<T> {
  readonly items: readonly T[];
  /** One per file or article left out, with `file` (and `id` where it has one) in its params. */
  readonly warnings: readonly AppError[];
}

/** resources/languages/<tag>/phrases.json, where there is one. A broken pack, or one of another language, is left out. */
export async function loadPhrasePacks(resourcesFolder: string): Promise<Loaded<PhrasePack>> {
  const folder = join(resourcesFolder, 'languages');
  const loaded = await Promise.all((await list(folder)).sort().map((tag) => loadPack(folder, tag)));
  return { items: loaded.flatMap((part) => part.items), warnings: loaded.flatMap((part) => part.warnings) };
}

async function loadPack(folder: string, tag: string): Promise<Loaded<PhrasePack>> {
  const file = join(tag, 'phrases.json');
  if (!existsSync(join(folder, file))) return { items: [], warnings: [] };
  const ofFolder = anyPackSchema.refine(({ lang }) => lang === tag && isKnownLanguage(lang));
  return oneItem(ofFolder, 'content.brokenPack')(file, await parseFile(join(folder, file)));
}

/** resources/scenarios/*.json, one practice caller a file. A broken one is left out. */
export function loadScenarios(resourcesFolder: string): Promise<Loaded<Scenario>> {
  return loadFolder(join(resourcesFolder, 'scenarios'), oneItem(scenarioSchema, 'content.brokenScenario'));
}

/** resources/readings/*.json, one text of a reading drill a file. A broken one is left out. */
export function loadReadings(resourcesFolder: string): Promise<Loaded<ReadingText>> {
  return loadFolder(join(resourcesFolder, 'readings'), oneItem(readingTextSchema, 'content.brokenReading'));
}

/** resources/knowledge/*.json, many articles a file. A broken article is left out, the others of its file stay. */
export function loadArticles(resourcesFolder: string): Promise<Loaded<Article>> {
  return loadFolder(join(resourcesFolder, 'knowledge'), readArticleFile);
}

/** resources/places/*.json, many places a file. A broken file is left out. */
export function loadPlaces(resourcesFolder: string): Promise<Loaded<PlaceFile>> {
  return loadFolder(join(resourcesFolder, 'places'), oneItem(placeFileSchema, 'content.brokenPlaces'));
}

/** resources/procedures/*.json, many procedures a file. A broken one is left out, the others of its file stay. */
export function loadProcedures(resourcesFolder: string): Promise<Loaded<Procedure>> {
  return loadFolder(join(resourcesFolder, 'procedures'), readProcedureFile);
}

type ReadFile<T> = (file: string, json: unknown) => Loaded<T>;

function oneItem<T>(schema: z.ZodType<T>, code: AppErrorCode): ReadFile<T> {
  return (file, json) => {
    const parsed = schema.safeParse(json);
    return parsed.success ? { items: [parsed.data], warnings: [] } : { items: [], warnings: [broken(code, file)] };
  };
}

const articleFileHeadSchema = articleFileSchema.extend({ articles: z.array(z.unknown()).min(1) });

function readArticleFile(file: string, json: unknown): Loaded<Article> {
  const head = articleFileHeadSchema.safeParse(json);
  if (!head.success) return { items: [], warnings: [broken('content.brokenArticle', file)] };
  return eachItem(articleSchema, 'content.brokenArticle', file, head.data.articles);
}

const procedureFileHeadSchema = procedureFileSchema.extend({ procedures: z.array(z.unknown()).min(1) });

function readProcedureFile(file: string, json: unknown): Loaded<Procedure> {
  const head = procedureFileHeadSchema.safeParse(json);
  if (!head.success) return { items: [], warnings: [broken('content.brokenProcedure', file)] };
  return eachItem(procedureSchema, 'content.brokenProcedure', file, head.data.procedures);
}

function eachItem<T>(schema: z.ZodType<T>, code: AppErrorCode, file: string, entries: readonly unknown[]): Loaded<T> {
  const items: T[] = [];
  const warnings: AppError[] = [];
  for (const entry of entries) {
    const parsed = schema.safeParse(entry);
    if (parsed.success) items.push(parsed.data);
    else warnings.push(broken(code, file, idOf(entry)));
  }
  return { items, warnings };
}

async function loadFolder<T>(folder: string, read: ReadFile<T>): Promise<Loaded<T>> {
  const files = (await list(folder)).filter((name) => name.endsWith('.json')).sort();
  const loaded = await Promise.all(files.map(async (file) => read(file, await parseFile(join(folder, file)))));
  return { items: loaded.flatMap((part) => part.items), warnings: loaded.flatMap((part) => part.warnings) };
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function parseFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function idOf(entry: unknown): string | undefined {
  const id = (entry as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 80) : undefined;
}

function broken(code: AppErrorCode, file: string, id?: string): AppError {
  return appError(code, 'none', { file, ...(id === undefined ? {} : { id }) });
}
