import { bytesPerMb, type KnowledgeCache } from '../../../shared/domain/knowledge-cache.ts';
import type { Notice } from '../../../shared/domain/notice.ts';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { PublishedQuestions } from '../../../shared/domain/top-questions.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { createKnowledgeStore } from '../../db/knowledge/create-knowledge-store.ts';
import type { KnowledgeStore } from '../../db/knowledge-store.ts';
import type { Log } from '../../log.ts';
import { createEnclosures, type Enclosures } from './enclosures.ts';
import { createIdleCheck } from './idle-check.ts';
import { loadArticles, loadPhrasePacks } from './starter-content.ts';

export interface KnowledgeHost {
  /** The store, opened on the first call. The failure of an opening stays: the file is the same the next time. */
  store(): Promise<Result<KnowledgeStore>>;
  /** What was found on opening that an agent should know, the failure of the opening included. */
  warnings(): Promise<readonly AppError[]>;
  /** Pictures and documents of the articles. */
  readonly enclosures: Enclosures;
  /** Procedures of the centre; none where its content can't be read. */
  procedures(): Promise<readonly Procedure[]>;
  /** The questions that callers ask most, as the centre publishes them. */
  questions(): Promise<PublishedQuestions | undefined>;
  /** Notices as they were a moment ago, without waiting for the store: a ringing call asks. */
  noticesAtHand(now: number): readonly Notice[];
  /** Reads the notices anew. */
  refreshNotices(): Promise<void>;
  /** The settings changed: what the file may grow to follows. */
  settle(): void;
  close(): Promise<void>;
}

export interface KnowledgeHostOptions {
  readonly workerUrl: URL;
  readonly profileFolder: string;
  readonly resourcesFolder: string;
  readonly log: Log;
  readonly now: () => number;
  /** What the file may grow to, MB. */
  readonly budgetMb: () => number;
  /** What the pictures and documents of articles may take besides, MB. */
  readonly enclosureMb: () => number;
  /** It may grow to another size, or is a fresh file after damage was found in a pause: the centre has more for it. */
  readonly onRoom: (cache: KnowledgeCache) => void;
}

interface OpenedKnowledge {
  readonly store: KnowledgeStore;
  readonly failure?: AppError;
  readonly warnings: readonly AppError[];
}

/** A notice may begin without any news from the centre. */
const noticesMaxAgeMs = 60_000;

export function createKnowledgeHost(options: KnowledgeHostOptions): KnowledgeHost {
  const { log, now } = options;
  let opening: Promise<OpenedKnowledge> | undefined;
  let notices: readonly Notice[] = [];
  let noticesReadAt = 0;

  const open = (): Promise<OpenedKnowledge> => (opening ??= openKnowledge(options));
  const check = createIdleCheck(options, async () => (await open()).store);
  const store = async (): Promise<Result<KnowledgeStore>> => {
    const opened = await open();
    if (!opened.failure) check.used();
    return opened.failure ? err(opened.failure) : ok(opened.store);
  };
  const refreshNotices = async (): Promise<void> => {
    noticesReadAt = now();
    const opened = await store();
    if (opened.ok) notices = await opened.value.notices(now());
  };
  return {
    store,
    enclosures: createEnclosures({
      ...{ profileFolder: options.profileFolder, resourcesFolder: options.resourcesFolder },
      budget: () => options.enclosureMb() * bytesPerMb,
      async store() {
        const opened = await open();
        return opened.failure ? undefined : opened.store;
      },
    }),
    warnings: async () => (await open()).warnings,
    async procedures() {
      const opened = await store();
      return opened.ok ? opened.value.procedures() : [];
    },
    async questions() {
      const opened = await store();
      return opened.ok ? opened.value.questions() : undefined;
    },
    noticesAtHand(at) {
      if (at - noticesReadAt > noticesMaxAgeMs) {
        refreshNotices().catch((bug: unknown) => log.bug('notices could not be read', bug));
      }
      return notices.filter((notice) => notice.validFrom <= at && at < notice.validUntil);
    },
    refreshNotices,
    settle() {
      settleBudget(options, opening).catch((bug: unknown) => log.bug('the budget could not be set', bug));
    },
    async close() {
      await check.stop();
      await (await opening)?.store.close();
    },
  };
}

async function settleBudget(
  { budgetMb, onRoom }: KnowledgeHostOptions,
  opening: Promise<OpenedKnowledge> | undefined,
): Promise<void> {
  const opened = await opening;
  if (!opened || opened.failure) return;
  const budget = budgetMb() * bytesPerMb;
  if ((await opened.store.cache()).budget === budget) return;
  await opened.store.setBudget(budget);
  onRoom(await opened.store.cache());
}

async function openKnowledge({
  workerUrl,
  profileFolder,
  resourcesFolder,
  log,
  budgetMb,
}: KnowledgeHostOptions): Promise<OpenedKnowledge> {
  const [articles, packs] = await Promise.all([loadArticles(resourcesFolder), loadPhrasePacks(resourcesFolder)]);
  const starter = { articles: articles.items, packs: packs.items };
  const store = createKnowledgeStore(workerUrl, { folder: profileFolder, starter, budget: budgetMb() * bytesPerMb });
  const opened = await store.open();
  const found = [...packs.warnings, ...articles.warnings];
  for (const { code, params } of found) log.warn('starter content left out', { code, ...params });
  if (!opened.ok) return { store, failure: opened.error, warnings: [...found, opened.error] };
  return { store, warnings: [...found, ...opened.value.warnings] };
}
