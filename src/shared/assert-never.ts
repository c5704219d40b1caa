/** Makes a switch over a union exhaustive: a missing case is a compile error, and a bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
