import { readDialText } from '../../../shared/call/dial-text.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { DialAddress } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { loadNumberingPlans, toE164 } from './phone-number.ts';

export interface Dialling {
  /** Country of numbers without a country code (ISO 3166). */
  readonly region: string;
  readonly format: 'e164' | 'national';
  /** Of the own exchange; absent where there is only practice. */
  readonly domain: string | undefined;
}

/** What to dial for a text; `phone.invalidNumber` when there is nothing in it to dial. */
export async function dialAddress(text: string, dialling: Dialling): Promise<Result<DialAddress>> {
  const read = readDialText(text);
  if (!read) return err(appError('phone.invalidNumber', 'user'));
  if (read.kind === 'sip' && read.host !== dialling.domain?.toLowerCase()) {
    return ok({ address: `sip:${read.user}@${read.host}`, number: `${read.user}@${read.host}`.slice(0, 64) });
  }
  const number = await toE164(read.user, dialling.region);
  // Extensions, short codes and names mean what the exchange takes them for.
  if (number === undefined) return ok({ address: read.user, number: read.user });
  return ok({ address: dialling.format === 'e164' ? number : await nationally(number, dialling.region), number });
}

/** As people of the country dial it: with its trunk prefix, or with the way out of the country. */
async function nationally(number: string, region: string): Promise<string> {
  const { parsePhoneNumberFromString } = await loadNumberingPlans();
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  if (parsed.country === region) return parsed.format('NATIONAL').replace(/\D/g, '');
  const outward = parsed.format('IDD', { fromCountry: region as NonNullable<typeof parsed.country> });
  return outward.replace(/\D/g, '');
}
