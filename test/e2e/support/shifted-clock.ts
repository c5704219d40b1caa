/** Code after which whoever runs it reads this much more (or less) from every clock of JavaScript. */
export function shiftedClock(byMs: number): string {
  return `{
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) {
        if (given.length === 0) super(Real.now() + ${String(byMs)});
        else super(...given);
      }
      static now() {
        return Real.now() + ${String(byMs)};
      }
    };
  }`;
}

/** The same for a process of Node with all its workers and children. */
export function shiftedProcess(byMs: number): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(shiftedClock(byMs))}` };
}
