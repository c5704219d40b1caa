/**
 * Checks everything that is content and not code: resources/ and locales/, and that the code gives the error texts what
 * they show. Prints `file:line: reason` for every problem and ends with 1 if there is any. Another folder to check can
 * be named as the first argument, and with `--recordings FOLDER` what a centre has recorded of its practice callers.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { articleProblems } from '../src/shared/content/article-rules.ts';
import { callerRecordingProblems, type RecordingFile } from '../src/shared/content/caller-recording-rules.ts';
import { catalogProblems } from '../src/shared/content/catalog-rules.ts';
import { ContentReader } from '../src/shared/content/content-reader.ts';
import { demoProblems } from '../src/shared/content/demo-rules.ts';
import * as demo from '../src/shared/content/demo-schema.ts';
import { errorUseProblems, type SourceFile } from '../src/shared/content/error-use-rules.ts';
import { demoMessagesSchema } from '../server/demo/demo-files.ts';
import { enclosedIn } from '../server/publish/enclosed-files.ts';
import { toWylie } from '../server/publish/to-wylie.ts';
import { errorVariables, localeProblems, type LocaleFile } from '../src/shared/content/locale-rules.ts';
import { languageProblems } from '../src/shared/content/language-rules.ts';
import { calendarProblems, momentProblems } from '../src/shared/content/moment-rules.ts';
import { procedureProblems } from '../src/shared/content/procedure-rules.ts';
import { placeProblems } from '../src/shared/content/place-rules.ts';
import { readingTextProblems } from '../src/shared/content/reading-text-rules.ts';
import { phraseProblems } from '../src/shared/content/phrase-rules.ts';
import { scenarioProblems } from '../src/shared/content/scenario-rules.ts';
import { smsProblems } from '../src/shared/content/sms-rules.ts';
import { soundProblems, type SoundFile } from '../src/shared/content/sound-rules.ts';
import { topQuestionProblems, topQuestionsSchema } from '../src/shared/content/top-questions.ts';
import { ticketFormProblems } from '../src/shared/content/ticket-form-rules.ts';
import { articleFileSchema } from '../src/shared/domain/article.ts';
import { callOptionsSchema } from '../src/shared/domain/call-options.ts';
import { uiLocales } from '../src/shared/domain/language.ts';
import { festivalCalendarSchema } from '../src/shared/domain/festival.ts';
import { languageDescriptionSchema } from '../src/shared/language/language-description.ts';
import { installLanguages } from '../src/shared/language/languages.ts';
import { momentCatalogSchema } from '../src/shared/domain/moment.ts';
import { placeFileSchema } from '../src/shared/domain/place.ts';
import { procedureFileSchema } from '../src/shared/domain/procedure.ts';
import { phrasePackSchema } from '../src/shared/domain/phrase.ts';
import { readingTextSchema } from '../src/shared/domain/reading-text.ts';
import { smsPackSchema } from '../src/shared/domain/sms-text.ts';
import { linesOf, scenarioSchema } from '../src/shared/domain/scenario.ts';
import { ticketCatalogSchema } from '../src/shared/domain/ticket-catalog.ts';
import { formFileSchema } from '../src/shared/domain/ticket-form.ts';
import { appErrorCodes } from '../src/shared/ipc/app-error.ts';

const { positionals, values: options } = parseArgs({
  options: { recordings: { type: 'string' } },
  allowPositionals: true,
});
const root = positionals[0] ?? join(import.meta.dirname, '..');
const reader = new ContentReader((file) => readFileSync(join(root, file), 'utf8'));

function jsonFilesIn(folder: string): string[] {
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) reader.note({ file: folder, path: [], reason: 'no content here' });
  return files.map((name) => `${folder}/${name}`);
}

/** One of the files of each language that has it; every folder must say what its language is. */
function languageFiles(name: 'language' | 'phrases' | 'sms'): string[] {
  const folder = 'resources/languages';
  const tags = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  if (tags.length === 0) reader.note({ file: folder, path: [], reason: 'no content here' });
  const files = tags.map((tag) => `${folder}/${tag}/${name}.json`);
  return name === 'language' ? files : files.filter((file) => existsSync(join(root, file)));
}

function soundFiles(): SoundFile[] {
  const folder = 'resources/public/sounds';
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  return names.map((name) => {
    const file = `${folder}/${name}`;
    const content = readFileSync(join(root, file));
    return { file, name, bytes: content.length, isOgg: content.toString('latin1', 0, 4) === 'OggS' };
  });
}

/** Every file below the folder that was named, if one was. */
function recordingFiles(): RecordingFile[] {
  const { recordings: folder } = options;
  if (folder === undefined) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((file) => ({ path: relative(folder, file).replaceAll('\\', '/'), bytes: readFileSync(file) }));
}

function checkResources(): void {
  const [catalog] = reader.read('resources/ticket-catalog.json', ticketCatalogSchema);
  const [agents] = reader.read('resources/demo/agents.json', demo.demoAgentsSchema);
  const [customers] = reader.read('resources/demo/customers.json', demo.demoCustomersSchema);
  const [tickets] = reader.read('resources/demo/tickets.json', demo.demoTicketsSchema);
  const [calls] = reader.read('resources/demo/calls.json', demo.demoCallsSchema);
  const [notices] = reader.read('resources/demo/notices.json', demo.demoNoticesSchema);
  const [business] = reader.read('resources/demo/business.json', demo.demoBusinessSchema);
  reader.read('resources/demo/messages.json', demoMessagesSchema);
  reader.read('resources/demo/exchange.json', callOptionsSchema);
  const [moments] = reader.read('resources/script-moments.json', momentCatalogSchema);
  const [calendar] = reader.read('resources/calendars/festivals.json', festivalCalendarSchema);
  const descriptions = languageFiles('language').flatMap((file) => reader.read(file, languageDescriptionSchema));
  // Everything after goes by what the folders say, not by what came with the code.
  installLanguages(descriptions.map(({ content }) => content));
  reader.note(...languageProblems(descriptions));
  const readings = jsonFilesIn('resources/readings').flatMap((file) => reader.read(file, readingTextSchema));
  reader.note(...readingTextProblems(readings));
  const packs = languageFiles('phrases').flatMap((file) => reader.read(file, phrasePackSchema));
  const messages = languageFiles('sms').flatMap((file) => reader.read(file, smsPackSchema));
  reader.note(...smsProblems(messages, {}));
  const articles = jsonFilesIn('resources/knowledge').flatMap((file) => reader.read(file, articleFileSchema));
  reader.note(...enclosedIn(join(root, 'resources/knowledge/files'), articles).problems);
  const procedures = jsonFilesIn('resources/procedures').flatMap((file) => reader.read(file, procedureFileSchema));
  const scenarios = jsonFilesIn('resources/scenarios').flatMap((file) => reader.read(file, scenarioSchema));
  reader.note(
    ...callerRecordingProblems(
      recordingFiles(),
      scenarios.map(({ content }) => content),
    ),
  );
  reader.note(...placeProblems(jsonFilesIn('resources/places').flatMap((file) => reader.read(file, placeFileSchema))));
  const files = soundFiles();
  const sounds = new Set(files.map(({ name }) => name));
  const recordings = packs.flatMap(({ content }) => content.phrases.map(({ recording }) => recording));
  const lines = scenarios.flatMap(({ content }) => linesOf(content).map(({ sound }) => sound));
  const played = new Set([...recordings, ...lines].filter((sound) => sound !== undefined));

  reader.note(...soundProblems(files, played));
  if (moments) {
    const around = { moments: moments.content.moments, sounds, toWylie };
    reader.note(...momentProblems(moments), ...phraseProblems(packs, around));
  }
  if (!catalog) return;
  if (calendar) reader.note(...calendarProblems(calendar, new Set(catalog.content.areas.map(({ id }) => id))));
  const forms = reader.read('resources/ticket-forms.json', formFileSchema);
  reader.note(...catalogProblems(catalog), ...articleProblems(articles, catalog.content));
  reader.note(...ticketFormProblems(forms, catalog.content, 'shipped'));
  const groups = articles.flatMap(({ content }) => content.articles.filter(({ lang }) => lang === 'zh-Hans'));
  const articleGroups = new Set(groups.map(({ group }) => group));
  const domains = new Map(groups.map(({ group, domain }) => [group, domain]));
  const [top] = reader.read('resources/top-questions.json', topQuestionsSchema);
  const centres = new Map<string, string>(scenarios.map(({ content: { id, centre } }) => [id, centre]));
  if (top) reader.note(...topQuestionProblems(top, domains, centres));
  reader.note(...procedureProblems(procedures, { catalog: catalog.content, articleGroups }));
  if (!agents || !customers || !tickets || !calls || !notices || !business) return;
  reader.note(
    ...demoProblems({ agents, customers, tickets, calls, notices, business }, catalog.content),
    ...scenarioProblems(scenarios, {
      catalog: catalog.content,
      customers: customers.content.customers,
      agents: agents.content.agents,
      moments: moments?.content.moments ?? [],
      articleGroups,
      procedures: new Set(procedures.flatMap(({ content }) => content.procedures.map(({ id }) => id))),
      sounds,
    }),
  );
}

function checkLocales(): void {
  const files = uiLocales.flatMap((locale) =>
    jsonFilesIn(`locales/${locale}`).flatMap((file): LocaleFile[] => {
      const json = reader.json(file);
      const namespace = file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
      return json ? [{ file, locale, namespace, content: json.value }] : [];
    }),
  );
  reader.note(
    ...localeProblems(files, appErrorCodes, uiLocales),
    ...errorUseProblems(sourceFiles('src'), errorVariables(files)),
  );
}

/** The code that stands beside this script, whichever folder's content is checked. */
function sourceFiles(folder: string): SourceFile[] {
  const repository = join(import.meta.dirname, '..');
  return readdirSync(join(repository, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { file: relative(repository, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') };
    });
}

checkResources();
checkLocales();
const problems = reader.report();
for (const line of problems) console.log(line);
if (problems.length > 0) {
  console.log(`${problems.length} problem${problems.length === 1 ? '' : 's'} in the content`);
  process.exitCode = 1;
} else {
  console.log('content: no problem');
}
