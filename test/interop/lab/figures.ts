/** A figure of this run for whoever reads the suite's output. */
export function note(what: string, ms: number): void {
  process.stdout.write(`    figure: ${what}: ${ms.toFixed(0)} ms\n`);
}
