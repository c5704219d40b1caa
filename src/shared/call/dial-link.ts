import { appError, type AppErrorCode } from '../ipc/app-error.ts';
import { err, ok, type Result } from '../ipc/result.ts';
import { readDialText } from './dial-text.ts';
import { decodePercent } from './header-text.ts';

/** Longest link that is looked at, in UTF-16 units; what is longer holds no number that anybody could check. */
export const longestDialLink = 200;

/** Not to be seen, or moving what is: a link could show another number than the one it calls. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/u;

/**
 * The text for the dial line of a link that somebody else wrote: `tel:`, `sip:`, `sips:`, or a bare number. Stricter than
 * what an agent types: a link that hides something, asks for more than a call (headers or a method in a SIP address), or
 * whose number works a switch of the exchange (`*21*…`) is refused whole, each with a code of its own.
 */
export function readDialLink(link: string): Result<string> {
  if (link.length > longestDialLink) return refused('phone.linkTooLong');
  const text = decodePercent(link).normalize('NFKC').trim();
  if (unseen.test(link.trim()) || unseen.test(text)) return refused('phone.linkHidden');
  if (/[?&]|;\s*method\s*=/i.test(text)) return refused('phone.linkAsksMore');
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !['tel', 'sip', 'sips'].includes(scheme)) return refused('phone.linkNoNumber');
  const read = readDialText(text);
  if (!read) return refused('phone.linkNoNumber');
  if (/[*#]/.test(read.user)) return refused('phone.linkServiceCode');
  return ok(read.kind === 'sip' ? `sip:${read.user}@${read.host}` : read.user);
}

function refused(code: AppErrorCode): Result<string> {
  return err(appError(code, 'none'));
}
