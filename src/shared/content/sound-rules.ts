import type { ContentProblem } from './problem.ts';

/** A file below resources/public/sounds. */
export interface SoundFile {
  /** Relative to the repository. */
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  /** Whether it begins as an Ogg stream does. */
  readonly isOgg: boolean;
}

/** A spoken line is some seconds at 24 kbit/s; the page loads it while the call goes on. */
const maxBytes = 60_000;

/** Everything wrong with the sound files themselves, and those that nothing plays. */
export function soundProblems(sounds: readonly SoundFile[], played: ReadonlySet<string>): ContentProblem[] {
  return sounds.flatMap(({ file, name, bytes, isOgg }) => {
    const reasons = isOgg ? [] : ['not an Ogg file'];
    if (bytes > maxBytes) reasons.push(`${bytes} bytes, more than ${maxBytes}`);
    if (!played.has(name)) reasons.push('a sound that no practice caller and no phrase plays');
    return reasons.map((reason) => ({ file, path: [], reason }));
  });
}
