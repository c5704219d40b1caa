import { readFileSync, statSync } from 'node:fs';
import errorTexts from '../../../../locales/en/errors.json';
import texts from '../../../../locales/en/setup.json';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { keyProblems } from '../../../shared/setup/centre-keys.ts';
import { checkSeatConfig } from '../../../shared/setup/check-seat-config.ts';
import { toleratedSkewMs } from '../../../shared/setup/findings.ts';
import type { SeatConfig } from '../../../shared/setup/seat-config.ts';
import { maxSeatFileLength, readSeatFile } from '../../../shared/setup/seat-file.ts';
import type { SeatProblem } from '../../../shared/setup/seat-problem.ts';
import { probeServer } from '../../probe/server-probe.ts';
import { saveProfile } from '../../profile/save-profile.ts';

export interface SetUpFromFile {
  readonly home: string;
  /** Path of the configuration file. */
  readonly file: string;
  /** The profile may be there already. */
  readonly isReplacing: boolean;
  readonly say: (line: string) => void;
}

const wrong = 2;

/** Makes a live profile of a configuration file, without a page. Answers the exit code: 0, or 2 when nothing was written. */
export async function setUpFromFile({ home, file, isReplacing, say }: SetUpFromFile): Promise<number> {
  const complain = (problems: readonly SeatProblem[]): number => {
    for (const problem of problems) say(`${file}: ${problem.field}: ${problemText(problem)}`);
    return wrong;
  };
  const read = readText(file);
  if (read === undefined) {
    say(`${file}: there is no such file, or it is no configuration.`);
    return wrong;
  }
  const parsed = readSeatFile(read);
  if (!parsed.isJson) {
    say(`${file}: line ${parsed.line}: this is not JSON.`);
    return wrong;
  }
  const checked = checkSeatConfig(parsed.value);
  if (!checked.isRight) return complain(checked.problems);
  const differing = await askServer(checked.config, say);
  if (differing.length > 0) return complain(differing);
  const { name } = checked.config;
  switch (saveProfile(home, checked.config, isReplacing)) {
    case 'otherCentre':
      return complain([{ field: 'name', code: 'otherCentre' }]);
    case 'exists':
      say(`${file}: name: the profile "${name}" is there already; --replace writes over it.`);
      return wrong;
    case 'saved':
      say(
        `The profile "${name}" is set up. The next "npm start" opens it; "npm start -- --profile demo" opens the demo.`,
      );
      return 0;
  }
}

function readText(file: string): string | undefined {
  try {
    return statSync(file).size > maxSeatFileLength ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The seat may be set up before its server or its network is there: only other keys are an error. */
async function askServer({ centre }: SeatConfig, say: (line: string) => void): Promise<SeatProblem[]> {
  const found = await probeServer(centre.url);
  if (!found.ok) {
    say(`Not compared with the server: ${errorText(found.error)}`);
    return [];
  }
  const { fingerprint, skewMs = 0 } = found.value;
  if (Math.abs(skewMs) > toleratedSkewMs)
    say(`The clocks differ by ${Math.round(Math.abs(skewMs) / 1000)} s: set this machine's.`);
  const problems = keyProblems(centre, found.value);
  if (problems.length === 0) say(`The server has the same keys. Fingerprint: ${fingerprint}`);
  return problems;
}

function problemText({ code, params }: SeatProblem): string {
  return fill(texts[`problem.${code}`], params);
}

function errorText({ code, params }: AppError): string {
  return fill(errorTexts[code], params);
}

function fill(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ''));
}
