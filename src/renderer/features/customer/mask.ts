/**
 * Hides the middle of a number so that a colleague looking over the shoulder can't use it, while the agent can still
 * tell two apart: four characters stay in front, four at the end, shorter numbers keep two and two.
 */
export function maskNumber(value: string): string {
  const kept = value.length >= 11 ? 4 : 2;
  if (value.length <= kept * 2) return '••••';
  return `${value.slice(0, kept)} •••• ${value.slice(-kept)}`;
}

/** +8613909742071 → 139 0974 2071, other numbers in groups of their own country code. */
export function formatNumber(value: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(value);
  if (mobile) return `${mobile[1] ?? ''} ${mobile[2] ?? ''} ${mobile[3] ?? ''}`;
  return value;
}
