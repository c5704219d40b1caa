import type { DrillId } from '../../shared/ids.ts';
import { drillRecordingTermMs, type DrillRecording } from '../../shared/training/drill-recording.ts';
import { plain } from './expected-failures.ts';
import type { DrillPieceRow } from './queries/drill-recordings.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';

/**
 * What the agent recorded of his own reading drills: encrypted with everything else of his seat, told to nobody, and gone
 * after its term. `now`: UTC epoch ms.
 */
export interface DrillRecordings {
  /** The first piece takes the place of an earlier recording of the drill. */
  keepDrillPiece(row: DrillPieceRow): Promise<void>;
  /** Those that are whole and whose term is not over, newest first. */
  drillRecordings(now: number): Promise<DrillRecording[]>;
  drillSound(drillId: DrillId, now: number): Promise<Uint8Array | undefined>;
  forgetDrillRecording(drillId: DrillId): Promise<void>;
}

export function drillRecordingOps(desk: SeatDesk): Pick<SeatOps, keyof DrillRecordings> {
  const tidied = (now: number) => {
    const { drillRecordings } = desk.session().tables;
    drillRecordings.removeBefore(now - drillRecordingTermMs);
    return drillRecordings;
  };
  return {
    keepDrillPiece: (row) => plain(desk, () => tidied(row.at).put(row)),
    drillRecordings: (now) => plain(desk, () => tidied(now).list()),
    drillSound: (drillId, now) => plain(desk, () => tidied(now).sound(drillId)),
    forgetDrillRecording: (drillId) => plain(desk, () => desk.session().tables.drillRecordings.remove(drillId)),
  };
}
