import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { fromBase64 } from '../client/bytes.ts';
import type { RecordedLines } from '../telephony/practice/practice-media.ts';

/** What the centre has recorded itself of the lines of a practice caller; a line that can't be had is left to its sound file. */
export function recordedLines(desk: DeskApi): RecordedLines {
  return async (scenarioId) => {
    const listing = await desk.invoke('practice:recordings', {});
    const found = listing.ok ? listing.value.found.find((entry) => entry.scenarioId === scenarioId) : undefined;
    const sounds = await Promise.all(
      (found?.lines ?? []).map(async (line) => {
        const answer = await desk.invoke('practice:recording', { scenarioId, line });
        return answer.ok ? ([line, fromBase64(answer.value.data)] as const) : undefined;
      }),
    );
    return new Map(sounds.filter((sound) => sound !== undefined));
  };
}
