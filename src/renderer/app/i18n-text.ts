import i18next from 'i18next';

/** For class components, which can't use the hook. */
export function i18nText(key: 'partFailed' | 'tryAgain'): string {
  return i18next.t(`common:${key}`);
}
