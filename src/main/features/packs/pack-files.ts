import { knownLanguageSchema } from '../../../shared/language/languages.ts';
import { ContentReader } from '../../../shared/content/content-reader.ts';
import { lineReasons } from '../../../shared/content/line-rules.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { deskRecordingId } from '../../../shared/domain/line-proposal.ts';
import {
  phraseIdOf,
  phrasePackSchema,
  readPhraseId,
  type Phrase,
  type PhrasePack,
} from '../../../shared/domain/phrase.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { importRefusals, ImportRow, ReadPackOutcome } from '../../../shared/ipc/pack-commands.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { shippedMoments } from '../../../shared/script/shipped.ts';
import { completeLine, packsInUse, toWylie, type LineContext } from './line-work.ts';
import { readWorkbook, writeWorkbook, type WorkbookRow } from './spreadsheet/pack-workbook.ts';

/** A pack as it is in use, for a speaker to work on: every moment that it or Mandarin has a line for. */
export async function exportPack(
  context: LineContext,
  { lang, format }: CommandInput<'packs:export'>,
): Promise<Result<{ name: string; data: string }>> {
  const packs = await packsInUse(context);
  const pack = packs.find((each) => each.lang === lang);
  if (!pack) return err(appError('line.notFound', 'none'));
  const name = `${lang}.v${String(pack.version)}.${format}`;
  const file =
    format === 'json'
      ? Buffer.from(`${JSON.stringify(portable(pack), null, 2)}\n`, 'utf8')
      : await workbookOf(pack, packs);
  return ok({ name, data: file.toString('base64') });
}

/** Recordings made at desks do not travel with a file. */
function portable(pack: PhrasePack): PhrasePack {
  const phrases = pack.phrases.map(({ recording, ...phrase }): Phrase => {
    const isFile = recording !== undefined && deskRecordingId(recording) === undefined;
    return isFile ? { ...phrase, recording } : phrase;
  });
  return { ...pack, phrases };
}

function workbookOf(pack: PhrasePack, packs: readonly PhrasePack[]): Promise<Buffer> {
  const lines = linesOf(pack);
  const mandarin = linesOf(packs.find(({ lang }) => lang === 'zh-Hans'));
  const rows = shippedMoments.flatMap(({ id, situation }): WorkbookRow[] => {
    const line = lines.get(id);
    const meaning = line?.gloss ?? mandarin.get(id)?.gloss ?? mandarin.get(id)?.text;
    if (!line && meaning === undefined) return [];
    return [
      {
        ...{ id: phraseIdOf(pack.lang, id), situation, gloss: meaning ?? '', current: line?.text ?? '' },
        ...{ text: '', reading: line?.reading ?? '', remark: '' },
      },
    ];
  });
  return writeWorkbook(rows);
}

function linesOf(pack: PhrasePack | undefined): ReadonlyMap<string, Phrase> {
  const inUse = pack?.phrases.filter(({ status }) => status !== 'retired') ?? [];
  return new Map(inUse.map((phrase) => [phrase.moment, phrase]));
}

/** One line as a file has it. `row` is where: of the sheet, or the line of the JSON file. */
interface FileLine {
  readonly row: number;
  readonly id: string;
  readonly text: string;
  readonly gloss: string;
  readonly reading: string;
  readonly remark: string;
  /** What the line said when the file was written; undefined where the file does not tell. */
  readonly current?: string;
  readonly hasFormula?: boolean;
}

const knownPackSchema = phrasePackSchema.extend({ lang: knownLanguageSchema });

/** Reads a file of a pack and says what it would change. Nothing is taken: that is for whoever sees it. */
export async function readPackFile(
  context: LineContext,
  { name, data }: CommandInput<'packs:readFile'>,
): Promise<ReadPackOutcome> {
  const file = Buffer.from(data, 'base64');
  const packs = await packsInUse(context);
  if (name.toLowerCase().endsWith('.xlsx')) {
    const rows = await readWorkbook(file);
    if (!rows) return { outcome: 'refused', problems: [{ line: 1, reason: 'notAWorkbook' }] };
    // Nothing written: nothing wanted.
    return {
      outcome: 'read',
      rows: await compare(
        context,
        packs,
        rows.filter(({ text }) => text !== ''),
      ),
    };
  }
  const reader = new ContentReader(() => file.toString('utf8'));
  const [pack] = reader.read(name, knownPackSchema);
  if (!pack) return { outcome: 'refused', problems: reader.report().slice(0, 50).map(problemOf) };
  const { lang, phrases } = pack.content;
  const places = reader.linesOf(name, ['phrases'], phrases.length);
  const lines = phrases.map(({ moment, text, gloss = '', reading = '' }, i): FileLine => ({
    ...{ row: places[i] ?? 1, id: phraseIdOf(lang, moment), text, gloss, reading, remark: '' },
  }));
  const there = new Set(phrases.map(({ moment }) => moment));
  const gone = [...linesOf(packs.find((each) => each.lang === lang)).values()].filter(
    ({ moment }) => !there.has(moment),
  );
  return {
    outcome: 'read',
    rows: [
      ...(await compare(context, packs, lines)),
      ...gone.map(({ moment, text }): ImportRow => ({
        kind: 'removed',
        row: 1,
        id: phraseIdOf(lang, moment),
        before: text,
      })),
    ],
  };
}

/** `file:line: reason (path)` of the reader. */
function problemOf(text: string): { line: number; reason: string } {
  const [, line = '1', reason = text] = /^[^:]*:(\d+): ([^]*)$/.exec(text) ?? [];
  return { line: Number(line), reason: reason.slice(0, 300) };
}

async function compare(
  context: LineContext,
  packs: readonly PhrasePack[],
  lines: readonly FileLine[],
): Promise<ImportRow[]> {
  const seen = new Set<string>();
  const rows: ImportRow[] = [];
  for (const line of lines) {
    const row = await rowOf(context, packs, line, seen.has(line.id));
    seen.add(line.id);
    if (row) rows.push(row);
  }
  return rows;
}

/** Undefined where nothing changes. */
async function rowOf(
  { agent }: LineContext,
  packs: readonly PhrasePack[],
  line: FileLine,
  isTwice: boolean,
): Promise<ImportRow | undefined> {
  const { row, id } = line;
  const refused = (code: (typeof importRefusals)[number]): ImportRow => ({
    kind: 'refused',
    row,
    id: id.slice(0, 100),
    refusal: code,
  });
  const key = readPhraseId(id);
  const moment = shippedMoments.find((each) => each.id === key?.moment);
  if (!key || !moment) return refused('unknownId');
  if (line.hasFormula) return refused('formula');
  if (isTwice) return refused('twice');
  const { lang } = key;
  const phrase = linesOf(packs.find((pack) => pack.lang === lang)).get(moment.id);
  const isOutdated = line.current !== undefined && line.current !== (phrase?.text ?? '');
  if (phrase?.text === line.text && (phrase.gloss ?? '') === glossOf(line, packs, lang)) return undefined;
  if (!agent.languages.includes(lang)) return refused('notYourLanguage');
  if (isOutdated) return refused('outdated');
  if (line.text.length > 400 || line.gloss.length > 400 || line.reading.length > 800 || line.remark.length > 300) {
    return refused('tooLong');
  }
  // A reading of the old words is none of the new ones.
  const reading =
    line.reading === phrase?.reading && line.text !== phrase.text && isMadeByRule(lang) ? '' : line.reading;
  const words = {
    lang,
    moment: moment.id,
    text: line.text,
    reading,
    gloss: glossOf(line, packs, lang),
    remark: line.remark,
  };
  const hasMandarin = lang === 'zh-Hans' || linesOf(packs.find((pack) => pack.lang === 'zh-Hans')).has(moment.id);
  const reasons = lineReasons(await completeLine(words), lang, moment, { hasMandarin, toWylie });
  const shown = { row, id, ...(phrase && { before: phrase.text }), after: line.text };
  if (reasons.length > 0) return { kind: 'refused', ...shown, reasons };
  return { kind: phrase ? 'changed' : 'added', ...shown, words: { ...words, baseVersion: phrase?.version ?? 0 } };
}

function isMadeByRule(lang: CallerLanguage): boolean {
  return lang === 'zh-Hans' || lang === 'yue-Hant-HK';
}

/** The meaning that the sheet shows from the Mandarin line is not the line's own. */
function glossOf(line: FileLine, packs: readonly PhrasePack[], lang: CallerLanguage): string {
  const key = readPhraseId(line.id);
  const own = linesOf(packs.find((pack) => pack.lang === lang)).get(key?.moment ?? '')?.gloss;
  const mandarin = linesOf(packs.find((pack) => pack.lang === 'zh-Hans')).get(key?.moment ?? '');
  const isShown = own === undefined && line.gloss === (mandarin?.gloss ?? mandarin?.text);
  return isShown && (lang === 'en' || isMadeByRule(lang)) ? '' : line.gloss;
}
