import { z } from 'zod';
import type { Scenario } from '../domain/scenario.ts';
import { scenarioIdSchema } from '../ids.ts';
import { measureSound } from './sound-length.ts';

/** Below the folder of the profile: what a centre's own speakers recorded of the lines of practice callers. */
export const callerRecordingsFolder = 'caller-recordings';

/** A spoken line is some seconds; half a minute of uncompressed sound fits. */
export const maxCallerRecordingBytes = 3_000_000;
const [shortestMs, longestMs] = [200, 30_000];

/** Why a file of the folder is not played. */
export const recordingFaults = [
  'otherName',
  'unknownScenario',
  'otherLanguage',
  'unknownLine',
  'twice',
  'tooLarge',
  'otherType',
  'broken',
  'tooShort',
  'tooLong',
] as const;
export type RecordingFault = (typeof recordingFaults)[number];

/** Which lines of the practice callers have a recording of the centre, and what lies there and is not played. */
export const callerRecordingsSchema = z.strictObject({
  found: z.array(z.strictObject({ scenarioId: scenarioIdSchema, lines: z.array(z.number().int().min(0)) })),
  leftOut: z.array(z.strictObject({ file: z.string(), fault: z.enum(recordingFaults) })).max(200),
});
export type CallerRecordings = z.infer<typeof callerRecordingsSchema>;

/** `<language>/<scenario>/<step>-<number of the line in its step, from 1>`, without what the file is. */
export function recordingNames({ lang, id, steps }: Pick<Scenario, 'lang' | 'id' | 'steps'>): readonly string[] {
  return steps.flatMap((step) => step.lines.map((_, line) => `${lang}/${id}/${step.id}-${String(line + 1)}`));
}

const fileName = /^[^/]+\/[^/]+\/[^/.]+\.(ogg|oga|opus|wav|flac)$/iu;

/** The line that a file below the folder is of, `path` with slashes; or why it is none. */
export function lineOfRecording(
  path: string,
  scenarios: readonly Pick<Scenario, 'lang' | 'id' | 'steps'>[],
): { readonly scenarioId: Scenario['id']; readonly line: number } | RecordingFault {
  if (!fileName.test(path)) return 'otherName';
  const name = path.slice(0, path.lastIndexOf('.'));
  const [lang, id] = name.split('/');
  const scenario = scenarios.find((entry) => entry.id === id);
  if (!scenario) return 'unknownScenario';
  if (scenario.lang !== lang) return 'otherLanguage';
  const line = recordingNames(scenario).indexOf(name);
  return line < 0 ? 'unknownLine' : { scenarioId: scenario.id, line };
}

/** What is wrong with the bytes of one; undefined when it can be played. */
export function recordingFault(bytes: Uint8Array): RecordingFault | undefined {
  if (bytes.length > maxCallerRecordingBytes) return 'tooLarge';
  const measured = measureSound(bytes);
  if (typeof measured === 'string') return measured;
  if (measured.ms < shortestMs) return 'tooShort';
  return measured.ms > longestMs ? 'tooLong' : undefined;
}
