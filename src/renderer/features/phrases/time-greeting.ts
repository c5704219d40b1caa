import type { CallerLanguage } from '../../../shared/domain/language.ts';

/** Greeting of the hour, morning before 12, afternoon before 18. Tibetan has none that a speaker has confirmed yet. */
const table: Partial<Record<CallerLanguage, readonly [string, string, string]>> = {
  'zh-Hans': ['早上好', '下午好', '晚上好'],
  'yue-Hant-HK': ['早晨', '午安', '晚上好'],
  en: ['Good morning', 'Good afternoon', 'Good evening'],
};

export function timeGreeting(lang: CallerLanguage, hour: number): string {
  const [morning, afternoon, evening] = table[lang] ?? ['', '', ''];
  if (hour < 12) return morning;
  return hour < 18 ? afternoon : evening;
}
