import type { AgentNo, MutationId } from '../../shared/ids.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import type { SealedRowQueries } from './queries/sealed-rows.ts';
import type { SealedRow } from './seat-store.ts';

export interface SealerOptions {
  readonly agentNo: AgentNo;
  readonly seal: CentreSeal;
  readonly rows: SealedRowQueries;
  /** The row's text, or undefined once it left the outbox. */
  readonly payloadOf: (id: MutationId) => string | undefined;
  readonly sign: (payload: string) => string;
  readonly isInOutbox: (id: MutationId) => boolean;
}

/** Copies the outbox, row by row, into the machine's outbox.db, readable by the centre only. */
export interface Sealer {
  enqueue(id: MutationId): void;
  /** Seals a bounded number; tells whether more wait. */
  sealSome(): Promise<boolean>;
  sealAll(): Promise<void>;
  /** Rows that left the outbox: their copies have nothing to deliver any more. */
  forget(ids: readonly MutationId[]): void;
}

/** About 10 ms of work. */
const rowsAtOnce = 16;

export function createSealer(options: SealerOptions): Sealer {
  const { agentNo, seal, rows, payloadOf, sign, isInOutbox } = options;
  const waiting = new Set<MutationId>();
  const sealOne = async (id: MutationId): Promise<SealedRow | undefined> => {
    const payload = payloadOf(id);
    if (payload === undefined) return undefined;
    return { id, agentNo, sealed: await seal.sealMutation(id, payload, sign(payload)) };
  };
  const sealSome = async (): Promise<boolean> => {
    const ids = [...waiting].slice(0, rowsAtOnce);
    const sealed: SealedRow[] = [];
    for (const id of ids) {
      const row = await sealOne(id);
      if (row) sealed.push(row);
    }
    // Each may have been acknowledged while it, or another, was being sealed.
    rows.insert(sealed.filter(({ id }) => isInOutbox(id)));
    for (const id of ids) waiting.delete(id);
    return waiting.size > 0;
  };
  return {
    enqueue: (id) => void waiting.add(id),
    sealSome,
    sealAll: async () => {
      while (waiting.size > 0) await sealSome();
    },
    forget: (ids) => {
      for (const id of ids) waiting.delete(id);
      rows.remove(ids);
    },
  };
}
