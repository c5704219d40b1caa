import type { CustomerContent } from '../../../shared/domain/customer-changes.ts';
import type { CustomerForm } from '../../../shared/domain/customer-file.ts';

export const emptyForm: CustomerForm = {
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
