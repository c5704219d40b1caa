/** Which way sound may flow, seen from whoever wrote the description (RFC 3264). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface Flow {
  readonly canSend: boolean;
  readonly canReceive: boolean;
}

export function flowOf(direction: Direction): Flow {
  return {
    canSend: direction === 'sendrecv' || direction === 'sendonly',
    canReceive: direction === 'sendrecv' || direction === 'recvonly',
  };
}

export function directionOf({ canSend, canReceive }: Flow): Direction {
  if (canSend) return canReceive ? 'sendrecv' : 'sendonly';
  return canReceive ? 'recvonly' : 'inactive';
}

/** The direction a description names; sendrecv where it names none. */
export function readDirection(sdp: string): Direction {
  return (/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1] as Direction | undefined) ?? 'sendrecv';
}

/** What flows at this end, given what each end described. */
export function agree(mine: Direction, theirs: Direction): Flow {
  const here = flowOf(mine);
  const there = flowOf(theirs);
  return { canSend: here.canSend && there.canReceive, canReceive: here.canReceive && there.canSend };
}
