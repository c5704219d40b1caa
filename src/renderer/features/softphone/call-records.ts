import type { CallPatch } from '../../../shared/call/call-state.ts';
import type { CallFacts } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { ScreenPop } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface CallRecordsListener {
  onPop(callId: CallId, pop: ScreenPop): void;
  /** The core refused, for a reason that the agent has to know; tried again with the next change of any call. */
  onError(error: AppError, callId: CallId): void;
  /** Number of calls with something the core has not confirmed. */
  onUnsaved(count: number): void;
}

export interface CallRecords {
  begin(facts: CallFacts): void;
  update(patch: CallPatch): void;
  /** Forgets every call: another agent signs in, and nothing of the last one may reach his seat. */
  reset(): void;
  dispose(): void;
}

interface Entry {
  readonly facts: CallFacts;
  /** All that is known of the call, later values over earlier ones. */
  known: CallPatch;
  /** The core told who calls before the record was on the disk. */
  isFound: boolean;
  isBegun: boolean;
  isDirty: boolean;
}

const retryMs = 2_000;

/**
 * Writes call records to the core, one request at a time and in the order of the calls. While the core is gone what is
 * known is kept; when it is back every call that is still open is told again from the start, since a killed core may
 * have lost what it had not yet written.
 */
export function createCallRecords(desk: DeskApi, listener: CallRecordsListener): CallRecords {
  const entries = new Map<CallId, Entry>();
  let isCoreThere = true;
  let isSending = false;
  /** Counts the cores: what an earlier one answered says nothing about the one that is there now. */
  let core = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const canSend = () => isCoreThere;
  const reportUnsaved = () => listener.onUnsaved([...entries.values()].filter(needsSending).length);

  /** Sends the next thing of this call; the error when the core did not take it. */
  const sendOne = async (entry: Entry): Promise<AppError | undefined> => {
    const { callId } = entry.facts;
    const asked = core;
    if (!entry.isBegun) {
      const begun = await desk.invoke('calls:begin', entry.facts);
      if (!begun.ok) return begun.error;
      entry.isBegun = asked === core;
      if (!entry.isFound) listener.onPop(callId, begun.value);
      return undefined;
    }
    const sent = entry.known;
    entry.isDirty = false;
    const updated = await desk.invoke('calls:update', sent);
    if (!updated.ok || asked !== core) entry.isDirty = true;
    if (!updated.ok) {
      if (updated.error.code === 'call.notFound') entry.isBegun = false;
      return updated.error;
    }
    if (isClosed(sent) && !entry.isDirty) entries.delete(callId);
    return undefined;
  };

  const send = async (): Promise<void> => {
    if (isSending || !canSend()) return;
    isSending = true;
    clearTimeout(retry);
    const stuck = new Set<Entry>();
    let stuckWith = core;
    let mayPass = false;
    for (;;) {
      if (stuckWith !== core) stuck.clear();
      stuckWith = core;
      const entry = [...entries.values()].find((candidate) => needsSending(candidate) && !stuck.has(candidate));
      if (!entry || !canSend()) break;
      const error = await sendOne(entry);
      if (error) stuck.add(entry);
      if (error?.retry === 'auto' || error?.code === 'call.notFound') mayPass = true;
      else if (error) listener.onError(error, entry.facts.callId);
      reportUnsaved();
    }
    isSending = false;
    if (mayPass && canSend()) retry = setTimeout(() => void send(), retryMs);
  };

  const stopHearing = desk.on('callerFound', ({ callId, pop }) => {
    const entry = entries.get(callId);
    if (!entry) return;
    entry.isFound = true;
    listener.onPop(callId, pop);
  });
  const stopListening = desk.onCore((state) => {
    isCoreThere = state === 'attached';
    if (!isCoreThere) {
      core += 1;
      for (const entry of entries.values()) Object.assign(entry, { isFound: false, isBegun: false, isDirty: true });
      reportUnsaved();
    }
    void send();
  });

  return {
    begin: (facts) => {
      entries.set(facts.callId, { facts, known: { id: facts.callId }, isFound: false, isBegun: false, isDirty: false });
      reportUnsaved();
      void send();
    },
    update: (patch) => {
      const entry = entries.get(patch.id);
      if (!entry) return;
      entry.known = { ...entry.known, ...patch };
      entry.isDirty = true;
      reportUnsaved();
      void send();
    },
    reset: () => {
      clearTimeout(retry);
      core += 1;
      entries.clear();
      reportUnsaved();
    },
    dispose: () => {
      clearTimeout(retry);
      stopHearing();
      stopListening();
    },
  };
}

/** Nothing more will be known of it. */
function isClosed(patch: CallPatch): boolean {
  return patch.endedAt !== undefined && (patch.wrappedUpAt !== undefined || patch.answeredAt === undefined);
}

function needsSending(entry: Entry): boolean {
  return !entry.isBegun || entry.isDirty;
}
