import type { CallPatch } from '../../../shared/call/call-machine.ts';
import type { CallFacts } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { ScreenPop } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface CallRecordsListener {
  onPop(callId: CallId, pop: ScreenPop): void;
  /** The core answered and refused: trying again by itself would not help. */
  onError(error: AppError, callId: CallId): void;
  /** Number of calls with something the core has not confirmed. */
  onUnsaved(count: number): void;
}

export interface CallRecords {
  begin(facts: CallFacts): void;
  update(patch: CallPatch): void;
  dispose(): void;
}

interface Entry {
  readonly facts: CallFacts;
  /** All that is known of the call, later values over earlier ones. */
  known: CallPatch;
  isBegun: boolean;
  isDirty: boolean;
}

/**
 * Writes call records to the core, one request at a time and in the order of the calls. While the core is gone what is
 * known is kept; when it is back every call that is still open is told again from the start, since a killed core may
 * have lost what it had not yet written.
 */
export function createCallRecords(desk: DeskApi, listener: CallRecordsListener): CallRecords {
  const entries = new Map<CallId, Entry>();
  let isCoreThere = true;
  let isSending = false;

  const reportUnsaved = () => listener.onUnsaved([...entries.values()].filter(needsSending).length);

  /** Sends the next thing of this call; false when the core can't take it now. */
  const sendOne = async (entry: Entry): Promise<boolean> => {
    const callId = entry.facts.callId;
    if (!entry.isBegun) {
      const begun = await desk.invoke('calls:begin', entry.facts);
      if (!begun.ok) return refuse(entry, begun.error);
      entry.isBegun = true;
      listener.onPop(callId, begun.value);
      return true;
    }
    const sent = entry.known;
    entry.isDirty = false;
    const updated = await desk.invoke('calls:update', sent);
    if (!updated.ok) {
      entry.isDirty = true;
      return refuse(entry, updated.error);
    }
    if (sent.endedAt !== undefined && (sent.wrappedUpAt !== undefined || sent.answeredAt === undefined)) {
      if (!entry.isDirty) entries.delete(callId);
    }
    return true;
  };

  const refuse = (entry: Entry, error: AppError): boolean => {
    if (error.code === 'call.notFound') entry.isBegun = false;
    if (error.retry !== 'auto') listener.onError(error, entry.facts.callId);
    return false;
  };

  const send = async (): Promise<void> => {
    if (isSending || !isCoreThere) return;
    isSending = true;
    const stuck = new Set<Entry>();
    for (;;) {
      const entry = [...entries.values()].find((candidate) => needsSending(candidate) && !stuck.has(candidate));
      if (!entry || !isCoreThere) break;
      if (!(await sendOne(entry))) stuck.add(entry);
      reportUnsaved();
    }
    isSending = false;
  };

  const stopListening = desk.onCore((state) => {
    isCoreThere = state === 'attached';
    if (!isCoreThere) {
      for (const entry of entries.values()) Object.assign(entry, { isBegun: false, isDirty: true });
      reportUnsaved();
    }
    void send();
  });

  return {
    begin: (facts) => {
      entries.set(facts.callId, { facts, known: { id: facts.callId }, isBegun: false, isDirty: false });
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
    dispose: stopListening,
  };
}

function needsSending(entry: Entry): boolean {
  return !entry.isBegun || entry.isDirty;
}
