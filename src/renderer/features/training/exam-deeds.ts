import { v7 as uuidv7 } from 'uuid';
import type { AgentNo, MutationId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Exam } from '../../../shared/training/exam.ts';
import type { KeptExamAct, UnsentExamDeed } from '../../../shared/training/kept-exam-act.ts';

export interface ExamDeedParts {
  readonly desk: Pick<DeskApi, 'invoke'>;
  readonly after: (ms: number, then: () => void) => () => void;
  readonly onChanged: () => void;
  readonly onFailed: (error: AppError) => void;
}

/** What the agent did in tests, from the moment he did it until the centre has it. */
export interface ExamDeeds {
  /** In the order in which it was done; refused ones until he has read that. */
  all(): readonly UnsentExamDeed[];
  /** How many of them are in this window alone, and stay so for now: the core is away, or its disk is full. */
  unwritten(): number;
  /** Resolves when it was tried. @returns whether it is on the disk */
  add(deed: Omit<UnsentExamDeed, 'key'>): Promise<boolean>;
  /**
   * Takes over what the core has; what was written since it was `asked` stays. Shown by whoever calls this, together with
   * the tests of the same answer: with those of before, what has just arrived would count as not done for a moment.
   */
  heard(known: readonly UnsentExamDeed[], asked: number): void;
  /** A moment, for `heard`. */
  moment(): number;
  /** He has read that the centre refused it. */
  dismiss(key: MutationId): Promise<void>;
  /** Tries once more what is not on the disk. @returns whether everything is */
  flush(): Promise<boolean>;
  clear(): void;
}

const againMs = 3000;

interface Deed {
  readonly deed: UnsentExamDeed;
  /** The moment at which the core had it; undefined before. */
  readonly writtenAt: number | undefined;
}

/** One after the other: while the core is away, or its disk is full, what was done waits here. */
export function createExamDeeds({ desk, after, onChanged, onFailed }: ExamDeedParts): ExamDeeds {
  let deeds: readonly Deed[] = [];
  let clock = 0;
  // Writing one takes a moment, of which nobody needs to be told.
  let isStuck = false;
  let writing: Promise<void> | undefined;
  let cancel: () => void = () => undefined;
  const change = (next: readonly Deed[]): void => {
    deeds = next;
    onChanged();
  };
  const isWritten = (): boolean => deeds.every(({ writtenAt }) => writtenAt !== undefined);

  const writeAll = async (): Promise<void> => {
    for (;;) {
      const next = deeds.find(({ writtenAt }) => writtenAt === undefined);
      if (!next) break;
      const { key, examId, at, act } = next.deed;
      const answer = await desk.invoke('exams:keep', { key, examId, at, act });
      // Signed out meanwhile.
      if (!deeds.includes(next)) continue;
      if (!answer.ok) {
        isStuck = true;
        onFailed(answer.error);
        onChanged();
        cancel = after(againMs, () => void flush());
        break;
      }
      clock += 1;
      isStuck = false;
      change(deeds.map((each) => (each === next ? { deed: next.deed, writtenAt: clock } : each)));
    }
    // At once with the last look at what waits: nothing is added in between.
    writing = undefined;
  };
  const flush = async (): Promise<boolean> => {
    cancel();
    if (!isWritten()) await (writing ??= writeAll());
    return isWritten();
  };
  return {
    all: () => deeds.map(({ deed }) => deed),
    unwritten: () => (isStuck ? deeds.filter(({ writtenAt }) => writtenAt === undefined).length : 0),
    async add(done) {
      const deed: UnsentExamDeed = { ...done, act: fit(done.act), key: uuidv7() as MutationId };
      change([...deeds, { deed, writtenAt: undefined }]);
      await flush();
      return deeds.every((each) => each.deed.key !== deed.key || each.writtenAt !== undefined);
    },
    heard(known, asked) {
      const isNews = ({ deed, writtenAt }: Deed): boolean =>
        (writtenAt === undefined || writtenAt > asked) && !known.some(({ key }) => key === deed.key);
      deeds = [...known.map((deed) => ({ deed, writtenAt: asked })), ...deeds.filter(isNews)];
    },
    moment: () => clock,
    async dismiss(key) {
      const answer = await desk.invoke('exams:dismiss', { key });
      if (answer.ok) change(deeds.filter(({ deed }) => deed.key !== key));
      else onFailed(answer.error);
    },
    flush,
    clear() {
      cancel();
      isStuck = false;
      deeds = [];
    },
  };
}

/** What was typed may be cut in the middle of a sign, and a centre takes no text with NUL. */
function fit(act: KeptExamAct): KeptExamAct {
  const clean = (text: string): string => text.toWellFormed().replaceAll('\u0000', '').trim();
  if (act.type === 'search') {
    const { words, article } = act;
    return { ...act, words: clean(words), ...(article !== undefined && { article: clean(article) }) };
  }
  return act.type === 'mark' && act.why !== undefined ? { ...act, why: clean(act.why) } : act;
}

/** By the centre's clock; never before the mark that it takes the place of, however the clocks go. */
export function instantOf(act: KeptExamAct, exam: Exam | undefined, by: AgentNo, clock: number): number {
  if (act.type !== 'mark') return clock;
  const before = exam?.questions[act.nth]?.marks.find((mark) => mark.by === by)?.at ?? -1;
  return Math.max(clock, before + 1);
}
