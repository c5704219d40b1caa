import type { Scenario } from '../domain/scenario.ts';
import { lineOfRecording, recordingFault, type RecordingFault } from '../training/caller-recording.ts';
import type { ContentProblem } from './problem.ts';

/** A file below the folder of a centre's own recordings. */
export interface RecordingFile {
  /** Below that folder, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const reasons: Record<RecordingFault, string> = {
  otherName: 'must be named <language>/<scenario>/<step>-<number of the line>.ogg, .wav or .flac',
  unknownScenario: 'no such scenario',
  otherLanguage: 'the scenario is in another language',
  unknownLine: 'unknown line: the scenario has no such step, or the step no such line',
  twice: 'the line has a recording already',
  tooLarge: 'more than 3 MB',
  otherType: 'not an Ogg, WAV or FLAC sound',
  broken: 'broken file: damaged or cut off',
  tooShort: 'under 0.2 s',
  tooLong: 'over 30 s',
};

/** Everything of the folder that a desk would leave out. */
export function callerRecordingProblems(
  files: readonly RecordingFile[],
  scenarios: readonly Scenario[],
): ContentProblem[] {
  const taken = new Set<string>();
  return files.flatMap(({ path, bytes }) => {
    const place = lineOfRecording(path, scenarios);
    const fault = typeof place === 'string' ? place : recordingFault(bytes);
    if (fault) return [{ file: path, path: [], reason: reasons[fault] }];
    const name = path.slice(0, path.lastIndexOf('.'));
    const isTwice = taken.has(name);
    taken.add(name);
    return isTwice ? [{ file: path, path: [], reason: reasons.twice }] : [];
  });
}
