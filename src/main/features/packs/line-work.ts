import { createRequire } from 'node:module';
import { lineReasons, spellLine } from '../../../shared/content/line-rules.ts';
import { isTibetan } from '../../../shared/language/languages.ts';
import type { Agent } from '../../../shared/domain/agent.ts';
import { isRecording, type LineDraft, type LineProposal } from '../../../shared/domain/line-proposal.ts';
import type { LineText, Phrase, PhrasePack } from '../../../shared/domain/phrase.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput, CommandOutput } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { approvedPhrase } from '../../../shared/script/approved-phrase.ts';
import { withApprovedLines } from '../../../shared/script/approved-lines.ts';
import { shippedMoments } from '../../../shared/script/shipped.ts';
import type { KnowledgeStore } from '../../db/knowledge-store.ts';
import type { LineDecision, SeatStore } from '../../db/seat-store.ts';
import { readingAid } from './reading-aid.ts';

export interface LineContext {
  readonly store: SeatStore;
  readonly knowledge: KnowledgeStore;
  readonly agent: Agent;
  readonly now: number;
}

/** The speller is plain CommonJS. */
export const { toWylie } = createRequire(import.meta.url)('jsewts') as { toWylie(text: string): string };

/** The packs as this desk uses them. */
export async function packsInUse({
  store,
  knowledge,
}: Pick<LineContext, 'store' | 'knowledge'>): Promise<PhrasePack[]> {
  const [packs, approved] = await Promise.all([knowledge.packs(), store.approvedLines()]);
  return withApprovedLines(packs, approved);
}

/** Keeps a recording. Fails with `recording.unreadable` for what is neither WebM nor Ogg, or too long. */
export async function keepRecording(store: SeatStore, data: string, now: number): Promise<Result<{ id: string }>> {
  const sound = Buffer.from(data, 'base64');
  if (!isRecording(sound)) return err(appError('recording.unreadable', 'user'));
  return ok({ id: await store.keepRecording(sound, now) });
}

/**
 * Makes a draft a proposal, or says field by field what is wrong with it. Fails with `line.notYourLanguage` and
 * `line.unchanged`.
 */
export async function proposeLine(
  context: LineContext,
  { draft }: CommandInput<'packs:propose'>,
): Promise<Result<CommandOutput<'packs:propose'>>> {
  const { agent, store, now } = context;
  if (!agent.languages.includes(draft.lang)) return err(appError('line.notYourLanguage', 'none'));
  const moment = shippedMoments.find(({ id }) => id === draft.moment);
  if (!moment) return err(appError('line.notFound', 'none'));
  const packs = await packsInUse(context);
  const line = await completeLine(draft);
  const hasMandarin = draft.lang === 'zh-Hans' || lineIn(packs, 'zh-Hans', draft.moment) !== undefined;
  const reasons = lineReasons(line, draft.lang, moment, { hasMandarin, toWylie });
  if (reasons.length > 0) return ok({ outcome: 'wrong', reasons });
  if (isSame(lineIn(packs, draft.lang, draft.moment), line, draft)) return err(appError('line.unchanged', 'none'));
  const { id, lang, baseVersion, recording, remark } = draft;
  const proposal: LineProposal = {
    ...{ id, lang, moment: draft.moment, baseVersion, line, author: agent.agentNo, proposedAt: now },
    ...(remark.trim() !== '' && { remark: remark.trim() }),
    ...(recording !== undefined && { recording }),
  };
  return ok({ outcome: 'proposed', proposal: await store.proposeLine(proposal) });
}

/** What was approved already with these very words, and without a new recording. */
function isSame(known: Phrase | undefined, line: LineText, { recording }: LineDraft): boolean {
  if (known?.status !== 'approved' || recording !== undefined) return false;
  return known.text === line.text && known.gloss === line.gloss && known.reading === line.reading;
}

/** With the spelling, and the reading where it can be made by rule and the speaker gave none. */
export async function completeLine({
  lang,
  text: typed,
  reading,
  gloss,
}: Pick<LineDraft, 'lang' | 'text' | 'reading' | 'gloss'>): Promise<LineText> {
  const text = typed.trim();
  const aid = reading.trim() === '' ? await readingAid(text, lang) : reading.trim();
  return {
    text,
    ...(aid !== undefined && aid !== '' && { reading: aid }),
    ...(isTibetan(lang) && { wylie: spellLine(text, toWylie).trim().replaceAll(/\s+/gu, ' ') }),
    ...(gloss.trim() !== '' && { gloss: gloss.trim() }),
  };
}

/**
 * A leader decides at this desk, with his own sign-in. Fails with auth.* as `confirmLeader` does, with line.ownProposal,
 * line.decided and line.notFound; then nothing is decided.
 */
export async function decideLines(
  context: LineContext,
  { leader, password, decisions }: CommandInput<'packs:decide'>,
): Promise<Result<LineProposal[]>> {
  const { store, now } = context;
  const ids = decisions.map(({ id }) => id);
  const [packs, named] = await Promise.all([packsInUse(context), store.lineProposals({ ids })]);
  const withLines = decisions.map(({ id, verdict, reason }): LineDecision => {
    const proposal = verdict === 'approved' ? named.find((entry) => entry.id === id) : undefined;
    const why = reason?.trim() ?? '';
    return {
      ...{ id, verdict },
      ...(why !== '' && { reason: why }),
      ...(proposal && { phrase: approvedPhrase(proposal, lineIn(packs, proposal.lang, proposal.moment), leader) }),
    };
  });
  return store.decideLines(leader, password, withLines, now);
}

function lineIn(packs: readonly PhrasePack[], lang: PhrasePack['lang'], moment: string): Phrase | undefined {
  const line = packs.find((pack) => pack.lang === lang)?.phrases.find((phrase) => phrase.moment === moment);
  return line?.status === 'retired' ? undefined : line;
}
