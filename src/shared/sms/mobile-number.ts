/** Mobile numbers of the mainland, Hong Kong and Macau, E.164. All else, land lines and short codes first of all, gets no text. */
const mobiles: readonly RegExp[] = [/^\+861[3-9]\d{9}$/, /^\+852[4-7]\d{7}$/, /^\+8529\d{7}$/, /^\+8536\d{7}$/];

/** Whether a text message may go to this number, E.164. */
export function isMobileNumber(e164: string): boolean {
  return mobiles.some((pattern) => pattern.test(e164));
}

/** Whether a number as it was typed is this one: with or without its country code. */
export function isSameNumber(e164: string, written: string): boolean {
  const digits = written.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 8 && e164.slice(1).endsWith(digits);
}
