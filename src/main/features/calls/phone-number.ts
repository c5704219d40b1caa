import type { CountryCode } from 'libphonenumber-js/max';
import { foldText } from '../../../shared/text/fold-text.ts';
import { isShortNumber } from '../../../shared/text/mask-number.ts';

/** The numbering plans of the world are slow to read: after the sign-in page, before the first call. */
let plans: Promise<typeof import('libphonenumber-js/max')> | undefined;
export async function loadNumberingPlans(): Promise<typeof import('libphonenumber-js/max')> {
  return (plans ??= import('libphonenumber-js/max'));
}

/**
 * E.164 of a number as an exchange, a link or an agent writes it, read in the country `region` (ISO 3166, two letters).
 * `undefined` for extensions, short codes, local numbers without their area code and everything that is no number.
 */
export async function toE164(written: string, region: string): Promise<string | undefined> {
  // Full-width and Tibetan digits are digits; `tel:` links come with parameters.
  const text = foldText(written)
    .text.replace(/^tel:([^;]*).*$/s, '$1')
    .replace(/[()]/g, ' ')
    .trim();
  if (isShortNumber(text)) return undefined;
  const { parsePhoneNumberFromString } = await loadNumberingPlans();
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: region as CountryCode, extract: false });
  // The library knows plans with more digits than E.164 has.
  if (!parsed || !/^\+[1-9]\d{4,14}$/.test(parsed.number)) return undefined;
  if (parsed.isValid()) return parsed.number;
  // Numbering plans change faster than libraries: a number with its country code is believed when its length fits and
  // nothing had to be guessed about it.
  const whole = /^(\+|00)/.test(text) ? `+${text.replace(/\D/g, '').replace(/^00/, '')}` : undefined;
  return parsed.isPossible() && parsed.number === whole ? parsed.number : undefined;
}
