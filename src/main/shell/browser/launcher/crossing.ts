import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { ToCore } from '../launch-messages.ts';

/** Connections on their way to one core. */
export interface Crossing {
  send(socket: Socket): void;
  /** The core says that it has this one. */
  taken(id: number): void;
  /** Those that never arrived; what it said last has to be heard first. */
  takeBack(): readonly Socket[];
}

/**
 * Each stays open here until the core has it: Node neither passes on nor closes what a process that died had not
 * confirmed, and whoever waits there would wait for ever. What can't be sent comes back with the end of the core.
 */
export function openCrossing(core: ChildProcess): Crossing {
  const onTheirWay = new Map<number, Socket>();
  let lastId = 0;
  return {
    send(socket) {
      lastId += 1;
      onTheirWay.set(lastId, socket);
      core.send({ t: 'connection', id: lastId } satisfies ToCore, socket, { keepOpen: true }, () => undefined);
    },
    taken(id) {
      onTheirWay.get(id)?.destroy();
      onTheirWay.delete(id);
    },
    takeBack() {
      const left = [...onTheirWay.values()];
      onTheirWay.clear();
      return left;
    },
  };
}
