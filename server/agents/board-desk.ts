import type { LiveMessage } from '../../src/shared/sync/wire.ts';
import type { Seat } from './presence.ts';

/** One open channel of a desk, as far as the board is concerned. */
export interface BoardDesk extends Seat {
  send(message: LiveMessage): void;
}
