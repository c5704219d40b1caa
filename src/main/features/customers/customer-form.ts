import type { CustomerContent } from '../../../shared/domain/customer-changes.ts';
import type { CustomerForm } from '../../../shared/domain/customer-file.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { toE164 } from '../calls/phone-number.ts';

/** E.164 of each number as it was typed; null for one that is none, and for a field left empty. */
export function readPhones(phones: readonly string[], region: string): Promise<(string | null)[]> {
  return Promise.all(phones.map(async (typed) => (await toE164(typed, region)) ?? null));
}

/**
 * What the form says, as a record holds it. Fails with `customer.incomplete` (params.fields) and `customer.invalidPhone`
 * (params.position: which of the numbers, from 1).
 */
export async function readForm(form: CustomerForm, region: string): Promise<Result<CustomerContent>> {
  const name = form.name.trim();
  if (name === '') return err(appError('customer.incomplete', 'user', { fields: 'name' }));
  const phones = await readPhones(form.phones, region);
  const wrong = form.phones.findIndex((typed, index) => typed.trim() !== '' && phones[index] === null);
  if (wrong >= 0) return err(appError('customer.invalidPhone', 'user', { position: wrong + 1 }));
  const [accountNo, address, area] = [form.accountNo.trim(), form.address.trim(), form.area.trim()];
  return ok({
    ...{ name, salutation: form.salutation.trim() },
    phones: [...new Set(phones.filter((phone) => phone !== null))],
    ...(accountNo === '' ? {} : { accountNo }),
    ...(address === '' ? {} : { address }),
    ...(area === '' ? {} : { area }),
    ...(form.language === '' ? {} : { language: form.language }),
  });
}
