import type { CustomerContent } from '../../../shared/domain/customer-changes.ts';
import type { CustomerForm } from '../../../shared/domain/customer-file.ts';

const emptyForm: CustomerForm = {
  name: '',
  salutation: '',
  phones: [''],
  accountNo: '',
  address: '',
  area: '',
  language: '',
};

export function formOf(content: CustomerContent): CustomerForm {
  const { name, salutation, phones, accountNo = '', address = '', area = '', language = '' } = content;
  return { name, salutation, phones: [...phones], accountNo, address, area, language };
}

/** A new customer: what the call knows of him, else what he was looked for by. */
export function newFormOf(
  { phone, name }: { phone?: string | undefined; name?: string | undefined },
  query: string,
): CustomerForm {
  const typed = query.trim();
  const isNumber = /^[+\d][\d\s()-]*$/.test(typed);
  return { ...emptyForm, name: name ?? (isNumber ? '' : typed), phones: [phone ?? (isNumber ? typed : '')] };
}
