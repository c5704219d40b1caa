import { z } from 'zod';

/** Everything that can be wrong with a field of a seat's configuration; each has a text `problem.<code>` in every locale. */
export const seatProblemCodes = [
  'required',
  'wrongType',
  'unknownField',
  'version',
  'kind',
  'profileName',
  'reservedName',
  'tooLong',
  'tooMany',
  'duplicate',
  'address',
  'scheme',
  'needsTls',
  'addressParts',
  'domain',
  'iceAddress',
  'turnAccount',
  'stunAccount',
  'key',
  'sameKeys',
  'keyDiffers',
  'region',
  'headerName',
  'featureCode',
  'toggleCode',
  'language',
  'locale',
  'otherCentre',
] as const;
export const seatProblemCodeSchema = z.enum(seatProblemCodes);
export type SeatProblemCode = z.infer<typeof seatProblemCodeSchema>;

export const seatProblemSchema = z.object({
  /** Path of the field as in the file: `exchange.servers.0`. Empty for the whole. */
  field: z.string(),
  code: seatProblemCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type SeatProblem = z.infer<typeof seatProblemSchema>;

/** Problems of the fields that a schema refused. Rules of ours say their code as the message, with what its text needs in `params`. */
export function problemsOf(error: z.ZodError, input: unknown): SeatProblem[] {
  return error.issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    const params = paramsOf(issue);
    return { field, code: codeOf(issue, input), ...(params && { params }) };
  });
}

function codeOf(issue: z.core.$ZodIssue, input: unknown): SeatProblemCode {
  const said = seatProblemCodeSchema.safeParse(issue.message);
  // A field that is not there was not mistyped: whatever it should have been, it is missing.
  if (issue.code !== 'custom' && isAbsent(input, issue.path)) return 'required';
  return said.data ?? 'wrongType';
}

function isAbsent(input: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === undefined || value === '';
}

function paramsOf(issue: z.core.$ZodIssue): SeatProblem['params'] {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) };
  return issue.code === 'custom' && issue.params ? (issue.params as SeatProblem['params']) : undefined;
}
