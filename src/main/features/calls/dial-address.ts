import { readDialText } from '../../../shared/call/dial-text.ts';
import type { CallRecord } from '../../../shared/domain/call.ts';
import type { DialAddress } from '../../../shared/domain/dial-address.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
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

/** Of whom a call was with: as it was looked up, else as the exchange sent it or the agent dialled it. */
export function numberOf({ number, facts }: CallRecord): string {
  return number ?? facts.number;
}

/** What to dial to reach the other side of a call again. A live desk calls nobody who was only practice. */
export async function callBackAddress(
  record: CallRecord,
  isDemo: boolean,
  dialling: Dialling,
): Promise<Result<CommandOutput<'calls:dial'>>> {
  if (record.facts.isPractice && !isDemo) return err(appError('phone.invalidNumber', 'none'));
  const found = await addressOfCaller(record, dialling);
  return found.ok ? ok({ ...found.value, isNumberMasked: record.facts.isNumberMasked ?? false }) : found;
}

/** What to dial to reach who was on a call; `phone.invalidNumber` where the number was withheld. */
export async function addressOfCaller(record: CallRecord, dialling: Dialling): Promise<Result<DialAddress>> {
  const number = numberOf(record);
  // A withheld number is kept as a word: nobody of that name is to be called.
  if (!/[\d@]/.test(number)) return err(appError('phone.invalidNumber', 'user'));
  return dialAddress(redialText(number), dialling);
}

/** A number as it is kept, to be read again: an address of another exchange is kept without its scheme. */
export function redialText(number: string): string {
  return number.includes('@') ? `sip:${number}` : number;
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
