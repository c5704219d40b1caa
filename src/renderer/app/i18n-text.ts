import i18next from 'i18next';
import type { CallerLanguage } from '../../shared/domain/language.ts';

/** For class components, which can't use the hook. */
export function i18nText(key: 'partFailed' | 'tryAgain'): string {
  return i18next.t(`common:${key}`);
}

/** For notices, which are the system's. */
export function ringNoticeTexts(language: CallerLanguage | undefined) {
  return {
    title:
      language === undefined
        ? i18next.t('phone:notice.call')
        : i18next.t('phone:notice.callIn', { language: i18next.t(`phrases:language.${language}`) }),
    answerText: i18next.t('phone:answer'),
    rejectText: i18next.t('phone:reject'),
  };
}
