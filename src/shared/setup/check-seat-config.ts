import { knownFields, seatConfigSchema, type SeatConfig } from './seat-config.ts';
import { problemsOf, type SeatProblem } from './seat-problem.ts';

export type CheckedSeat =
  | { readonly isRight: true; readonly config: SeatConfig }
  /** All wrong fields in their order, each with the first thing that is wrong with it. */
  | { readonly isRight: false; readonly problems: readonly SeatProblem[] };

/** Names that Windows keeps for devices, and the one of the demo. */
const reservedName = /^(demo|con|prn|aux|nul|(com|lpt)[0-9])$/;

/** Everything that is wrong with a configuration, or the configuration with its defaults filled in. */
export function checkSeatConfig(input: unknown): CheckedSeat {
  const parsed = seatConfigSchema.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error, input)),
    ...unknownFields(input, ''),
    ...crossProblems(input),
  ];
  if (parsed.success && problems.length === 0) return { isRight: true, config: parsed.data };
  return { isRight: false, problems: inOrder(problems) };
}

/** A mistyped name would be passed over in silence, and its field seem to be missing. */
function unknownFields(value: unknown, path: string): SeatProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  const known = knownFields[path.replaceAll(/\.\d+(?=\.|$)/g, '.*')];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = path === '' ? name : `${path}.${name}`;
    if (known && !known.includes(name)) return [{ field, code: 'unknownField' as const }];
    return unknownFields(inner, field);
  });
}

function crossProblems(input: unknown): SeatProblem[] {
  const { name, centre } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const problems: SeatProblem[] = [];
  if (typeof name === 'string' && reservedName.test(name.trim()))
    problems.push({ field: 'name', code: 'reservedName' });
  const { sealingKey, signingKey } = (typeof centre === 'object' && centre !== null ? centre : {}) as Record<
    string,
    unknown
  >;
  const isTwice = typeof sealingKey === 'string' && sealingKey.trim() !== '' && sealingKey === signingKey;
  if (isTwice) problems.push({ field: 'centre.signingKey', code: 'sameKeys' });
  return problems;
}

const order = ['name', 'centre', 'exchange', 'languages', 'region', 'headerMap'];

function inOrder(problems: readonly SeatProblem[]): SeatProblem[] {
  const rank = ({ field }: SeatProblem): number => {
    const at = order.indexOf(field.split('.')[0] ?? '');
    return at < 0 ? order.length : at;
  };
  const isFirst = ({ field }: SeatProblem, index: number): boolean =>
    problems.findIndex((problem) => problem.field === field) === index;
  return problems.filter(isFirst).sort((a, b) => rank(a) - rank(b));
}
