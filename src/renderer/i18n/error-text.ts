import type { TFunction } from 'i18next';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { formatDateTime } from './format.ts';

const timeParams = new Set(['until', 'offlineUntil', 'nextTryAt', 'at']);

/** Full sentence for an expected failure, in the agent's language. Times in the params become local dates. */
export function errorText(t: TFunction, locale: string, error: AppError): string {
  const params = Object.fromEntries(
    Object.entries(error.params ?? {}).map(([name, value]) => [
      name,
      timeParams.has(name) && typeof value === 'number' ? formatDateTime(locale, value) : value,
    ]),
  );
  return t(`errors:${error.code}`, params);
}
