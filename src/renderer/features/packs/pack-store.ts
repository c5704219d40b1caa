import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FieldReason } from '../../../shared/content/line-rules.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { KnownProposal, LineDraft, LineProposal } from '../../../shared/domain/line-proposal.ts';
import type { MomentId } from '../../../shared/domain/moment.ts';
import type { Phrase } from '../../../shared/domain/phrase.ts';
import { agentNoSchema } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { createDraftSaver } from '../../client/draft-saver.ts';
import { fromBase64, toBase64 } from '../../client/bytes.ts';

export type PackTab = 'rewrite' | 'review' | 'exchange';
export interface Verdict {
  readonly verdict: 'approved' | 'returned';
  readonly reason: string;
}

export interface PackState {
  readonly tab: PackTab;
  readonly lang: CallerLanguage;
  readonly drafts: readonly LineDraft[];
  readonly activeId: string | undefined;
  /** Of the active draft, as the core found it at the last try to propose it. */
  readonly refused: readonly FieldReason[];
  readonly isUnsaved: boolean;
  readonly savedAt: number | undefined;
  readonly waiting: readonly LineProposal[];
  /** The agent's own that the centre did not take. */
  readonly refusals: readonly KnownProposal[];
  readonly history: readonly KnownProposal[];
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Lines that were decided just now; undefined before. */
  readonly decided: number | undefined;
  readonly isProposed: boolean;
  readonly isBusy: boolean;
  /** A line is not proposed in the middle of its recording. */
  readonly isRecording: boolean;
  readonly error: AppError | undefined;
}

export interface PackActions {
  /** Drafts and proposals as the core has them. */
  load(): Promise<void>;
  /** Writes what is not on the disk yet, and follows nothing any more. */
  close(): Promise<void>;
  show(tab: PackTab): void;
  choose(lang: CallerLanguage): void;
  /** Goes on with the draft of this line, or begins one with what the line says now. */
  begin(moment: MomentId, current: Phrase | undefined): void;
  resume(id: string): void;
  edit(change: Partial<Omit<LineDraft, 'id' | 'lang' | 'moment'>>): void;
  discard(): Promise<void>;
  propose(): Promise<void>;
  /** A proposal that the centre refused. */
  sendAgain(id: string): Promise<void>;
  /** Goes on writing a proposal that the centre refused; it is one no longer. */
  takeBack(id: string): Promise<void>;
  /** Tells that a voice is being recorded, or no longer. */
  setRecording(isRecording: boolean): void;
  /** @param id of the draft that the recording was begun for, whichever is open by now */
  keepRecording(id: string, sound: Uint8Array): Promise<void>;
  recording(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  judge(id: string, verdict: Verdict | undefined): void;
  sign(leader: string, password: string): Promise<boolean>;
  fail(error: AppError): void;
}

export type PackStore = StoreApi<PackState> & { readonly actions: PackActions };

/** The work on lines of the packs, as long as its sheet is open. */
export function createPackStore(desk: DeskApi, lang: CallerLanguage): PackStore {
  const store = createStore<PackState>(() => ({
    ...{ tab: 'rewrite', lang, drafts: [], activeId: undefined, refused: [], isUnsaved: false, savedAt: undefined },
    ...{ waiting: [], refusals: [], history: [], verdicts: {}, decided: undefined, isProposed: false, isBusy: false },
    isRecording: false,
    error: undefined,
  }));
  const { getState: get, setState: set } = store;
  let written: LineDraft | undefined;
  const save = (draft: LineDraft): ReturnType<typeof desk.invoke<'packs:saveDraft'>> => {
    written = draft;
    return desk.invoke('packs:saveDraft', draft);
  };
  const saver = createDraftSaver<LineDraft>(save, {
    onSaved: (id, savedAt) => {
      if (id === get().activeId) set({ savedAt, isUnsaved: active() !== written });
    },
    onFailed: (error) => set({ error }),
  });
  const active = (): LineDraft | undefined => get().drafts.find(({ id }) => id === get().activeId);
  const without = (id: string): LineDraft[] => get().drafts.filter((draft) => draft.id !== id);

  const loadWaiting = (): Promise<void> => loadProposals(desk, store);
  async function loadHistory(): Promise<void> {
    const draft = active();
    if (!draft) return;
    const { lang: of, moment } = draft;
    const history = await desk.invoke('packs:proposals', { lang: of, moment });
    if (history.ok && active()?.moment === moment) set({ history: history.value });
  }
  function edit(draft: LineDraft, change: Partial<LineDraft>): void {
    const changed = { ...draft, ...change };
    const isOpen = draft.id === get().activeId;
    set({ drafts: [changed, ...without(draft.id)], ...(isOpen && { isUnsaved: true, refused: [], error: undefined }) });
    saver.schedule(changed);
  }
  function open(id: string): void {
    const fresh = { refused: [], history: [], savedAt: undefined, isUnsaved: false, isProposed: false };
    set({ ...fresh, activeId: id, error: undefined });
    void loadHistory();
  }
  const stopListening = desk.on('proposalsChanged', () => {
    void loadWaiting();
    void loadHistory();
  });

  const actions: PackActions = {
    async load() {
      const drafts = await desk.invoke('packs:drafts', {});
      if (drafts.ok) set({ drafts: drafts.value });
      else set({ error: drafts.error });
      await loadWaiting();
    },
    async close() {
      stopListening();
      await saver.flush();
    },
    show: (tab) => set({ tab, error: undefined, decided: undefined }),
    choose: (of) => set({ lang: of, activeId: undefined, history: [], isProposed: false }),
    begin(moment, current) {
      const { drafts, lang: of } = get();
      const known = drafts.find((draft) => draft.lang === of && draft.moment === moment);
      const draft: LineDraft = known ?? {
        ...{ id: crypto.randomUUID(), lang: of, moment, baseVersion: current?.version ?? 0, remark: '' },
        ...{ text: current?.text ?? '', gloss: current?.gloss ?? '', reading: current?.reading ?? '' },
      };
      if (!known) set({ drafts: [draft, ...drafts] });
      open(draft.id);
    },
    resume(id) {
      const draft = get().drafts.find((entry) => entry.id === id);
      if (!draft) return;
      set({ lang: draft.lang });
      open(id);
    },
    edit(change) {
      const draft = active();
      if (draft) edit(draft, change);
    },
    async discard() {
      const draft = active();
      if (!draft) return;
      await saver.drop(draft.id);
      const answer = await desk.invoke('packs:discardDraft', { id: draft.id });
      if (answer.ok) set({ drafts: without(draft.id), activeId: undefined, history: [] });
      else set({ error: answer.error });
    },
    async propose() {
      const draft = active();
      if (!draft || get().isBusy || get().isRecording) return;
      set({ isBusy: true, error: undefined });
      await saver.flush();
      const answer = await desk.invoke('packs:propose', { draft });
      set({ isBusy: false });
      if (!answer.ok) set({ error: answer.error });
      else if (answer.value.outcome === 'wrong') set({ refused: answer.value.reasons });
      else set({ drafts: without(draft.id), activeId: undefined, history: [], isProposed: true });
    },
    setRecording: (isRecording) => set({ isRecording }),
    async keepRecording(id, sound) {
      const kept = await desk.invoke('packs:record', { data: toBase64(sound) });
      const draft = get().drafts.find((entry) => entry.id === id);
      if (!kept.ok) set({ error: kept.error });
      else if (draft) edit(draft, { recording: kept.value.id });
    },
    async recording(id) {
      const found = await desk.invoke('packs:recording', { id });
      if (found.ok) return fromBase64(found.value.data);
      set({ error: found.error });
      return undefined;
    },
    ...judging(desk, store, loadWaiting),
    ...refusing(desk, store, async (draft) => {
      await saver.flush();
      set({ drafts: [draft, ...get().drafts], lang: draft.lang });
      open(draft.id);
    }),
    fail: (error) => set({ error }),
  };
  return Object.assign(store, { actions });
}

/** What a leader does. */
function judging(
  desk: DeskApi,
  { getState: get, setState: set }: StoreApi<PackState>,
  loadWaiting: () => Promise<void>,
): Pick<PackActions, 'judge' | 'sign'> {
  return {
    judge: (id, verdict) =>
      set(({ verdicts }) => {
        const { [id]: _, ...others } = verdicts;
        return { verdicts: verdict ? { ...others, [id]: verdict } : others, decided: undefined, error: undefined };
      }),
    async sign(leaderText, password) {
      const leader = agentNoSchema.safeParse(leaderText.trim()).data;
      if (leader === undefined || password === '') {
        set({ error: appError('auth.wrongPassword', 'user') });
        return false;
      }
      const decisions = get().waiting.flatMap(({ id }) => {
        const said = get().verdicts[id];
        return said
          ? [{ id, verdict: said.verdict, ...(said.verdict === 'returned' && { reason: said.reason.trim() }) }]
          : [];
      });
      if (decisions.length === 0 || get().isBusy) return false;
      set({ isBusy: true, error: undefined });
      const answer = await desk.invoke('packs:decide', { leader, password, decisions });
      set({ isBusy: false });
      if (answer.ok) set({ verdicts: {}, decided: answer.value.length });
      else set({ error: answer.error });
      await loadWaiting();
      return answer.ok;
    },
  };
}

/** What waits for a leader, and what the centre did not take. */
async function loadProposals(desk: DeskApi, { setState: set }: StoreApi<PackState>): Promise<void> {
  const [waiting, refusals] = await Promise.all([
    desk.invoke('packs:proposals', { state: 'inReview' }),
    desk.invoke('packs:proposals', { isRefused: true }),
  ]);
  // Nobody decides on what the centre has not taken.
  if (waiting.ok) set({ waiting: waiting.value.filter(({ refusal }) => refusal === undefined) });
  else set({ error: waiting.error });
  if (refusals.ok) set({ refusals: refusals.value });
}

/** What the author does about a refusal. */
function refusing(
  desk: DeskApi,
  { setState: set }: StoreApi<PackState>,
  goOn: (draft: LineDraft) => Promise<void>,
): Pick<PackActions, 'sendAgain' | 'takeBack'> {
  return {
    async sendAgain(id) {
      set({ error: undefined });
      const sent = await desk.invoke('packs:sendAgain', { id });
      if (!sent.ok) set({ error: sent.error });
    },
    async takeBack(id) {
      set({ error: undefined });
      const draft = await desk.invoke('packs:takeBack', { id });
      if (draft.ok) await goOn(draft.value);
      else set({ error: draft.error });
    },
  };
}
