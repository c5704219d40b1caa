/** Ms until a talk passes the limit of its centre, 0 once it has; undefined where there is none. */
export function msToTalkLimit(answeredAt: number, limitMin: number | undefined, now: number): number | undefined {
  return limitMin === undefined ? undefined : Math.max(0, answeredAt + limitMin * 60_000 - now);
}
