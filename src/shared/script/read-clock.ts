/** A time of day as somebody writes it, 13:27 or 13:27:18, as the last moment it was that before `now`; UTC epoch ms. */
export function readClock(text: string, now: number): number | undefined {
  const match = /^(\d{1,2})[:：.](\d{2})(?:[:：.](\d{2}))?$/.exec(text.normalize('NFKC').trim());
  if (!match) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const at = new Date(now);
  at.setHours(hours, minutes, seconds, 0);
  if (at.getTime() > now) at.setDate(at.getDate() - 1);
  return at.getTime();
}
