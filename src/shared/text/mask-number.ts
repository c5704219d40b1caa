/** Longest number that counts as an extension or short code, such as 8001, 95598 or 100861. */
const shortCodeDigits = 6;

/** An extension, a short code or no number at all: nothing that could be written with a country code. */
export function isShortNumber(text: string): boolean {
  return text.replace(/\D/g, '').length <= shortCodeDigits;
}

/**
 * Hides the middle of a number so that a colleague looking over the shoulder can't use it, while the agent can still
 * tell two apart: four characters stay in front, four at the end, shorter numbers keep two and two.
 */
export function maskNumber(value: string): string {
  const kept = value.length >= 11 ? 4 : 2;
  if (value.length <= kept * 2) return '••••';
  return `${value.slice(0, kept)} •••• ${value.slice(-kept)}`;
}

/** As `maskNumber`, but extensions and short codes stay: they are nobody's own. Empty for a withheld number. */
export function maskPhone(value: string): string {
  if (!/\d/.test(value)) return '';
  if (isShortNumber(value) && !/\p{L}/u.test(value)) return value;
  const mobile = chineseMobile.exec(value);
  return mobile ? `${mobile[1] ?? ''} •••• ${mobile[3] ?? ''}` : maskNumber(value);
}

const chineseMobile = /^\+86(1\d{2})(\d{4})(\d{4})$/;

/** +8613909742071 → 139 0974 2071; other numbers as they are. */
export function formatNumber(value: string): string {
  const mobile = chineseMobile.exec(value);
  if (mobile) return `${mobile[1] ?? ''} ${mobile[2] ?? ''} ${mobile[3] ?? ''}`;
  return value;
}
