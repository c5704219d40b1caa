import { useTranslation } from './texts.tsx';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { formatDateTime } from './format.ts';

const timeParams = new Set(['until', 'offlineUntil', 'nextTryAt', 'at']);

/** Full sentence for an expected failure, in the agent's language. Times in the params become local dates. */
export function useErrorText(): (error: AppError) => string {
  const { t, i18n } = useTranslation('errors');
  return (error) => {
    const params = Object.fromEntries(
      Object.entries(error.params ?? {}).map(([name, value]) => [
        name,
        timeParams.has(name) && typeof value === 'number' ? formatDateTime(i18n.language, value) : value,
      ]),
    );
    return t(error.code, params);
  };
}
