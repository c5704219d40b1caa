import type { CountryCode } from 'libphonenumber-js/max';

/** Longest number that counts as an extension or short code, such as 8001, 95598 or 100861. */
const shortCodeDigits = 6;

/** The numbering plans of the world are slow to read: after the sign-in page, before the first call. */
let plans: Promise<typeof import('libphonenumber-js/max')> | undefined;
export async function loadNumberingPlans(): Promise<typeof import('libphonenumber-js/max')> {
  return (plans ??= import('libphonenumber-js/max'));
}

/**
 * E.164 of a number as an exchange or an agent writes it, read in the country `region` (ISO 3166, two letters).
 * `undefined` for extensions, short codes, local numbers without their area code and everything that is no number.
 */
export async function toE164(text: string, region: string): Promise<string | undefined> {
  const digits = text.replace(/\D/g, '');
  if (digits.length <= shortCodeDigits) return undefined;
  const { parsePhoneNumberFromString } = await loadNumberingPlans();
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: region as CountryCode, extract: false });
  if (!parsed) return undefined;
  if (parsed.isValid()) return parsed.number;
  // Numbering plans change faster than libraries: a number with its country code is believed when its length fits.
  return /^\s*(\+|00)/.test(text) && parsed.isPossible() ? parsed.number : undefined;
}
