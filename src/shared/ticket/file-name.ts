/** In UTF-16 units; more than any honest name, and short enough for every file system. */
const longestName = 80;
const longestEnding = 10;

/** Characters that can't be seen, turn the writing, or mean something to a shell or a file system. */
const unwanted = /[\u0000-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}<>:"|?*]/gu;

/**
 * A file's name as it may be shown and stored: the last part of a path, composed, without characters that can't be seen
 * or that turn the writing, at most 80 units with the ending kept. Cleaning twice changes nothing. Never empty.
 */
export function cleanFileName(raw: string): string {
  const last = raw.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(unwanted, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (plain === '') return 'file';
  if (plain.length <= longestName) return plain;
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= longestEnding ? plain.slice(dot) : '';
  return cutWhole(plain.slice(0, dot > 0 && ending !== '' ? dot : undefined), longestName - ending.length) + ending;
}

/** Cuts between code points, never within one, and leaves no blank or dot at the end. */
function cutWhole(text: string, units: number): string {
  const cut = text.slice(0, units);
  const whole = /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
  return whole.replace(/[. ]+$/, '');
}
