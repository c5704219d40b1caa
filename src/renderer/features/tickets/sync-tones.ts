import type { SyncStatus } from '../../../shared/domain/ticket-status.ts';
import type { Tone } from '../../ui/tag.tsx';

/** How loud it is said how far a ticket got. */
export const syncTones: Readonly<Record<SyncStatus, Tone>> = {
  local: 'hold',
  queued: 'hold',
  sending: 'hold',
  synced: 'call',
  conflict: 'danger',
  rejected: 'danger',
};
