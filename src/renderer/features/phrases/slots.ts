import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { timeGreeting } from './time-greeting.ts';

export interface SlotValues {
  readonly agentNo: string;
  /** Surname or name and salutation as the centre keeps them, in Chinese characters; absent for an unknown caller. */
  readonly salutation?: string | undefined;
  readonly hour: number;
}

/** Only languages written in Chinese characters can carry a Chinese salutation. */
const hanLanguages: ReadonlySet<CallerLanguage> = new Set(['zh-Hans', 'yue-Hant-HK']);

/** Fills {agentNo}, {salutation} and {timeGreeting}; a slot without a value goes, with the space or comma it leaves behind. */
export function fillSlots(text: string, lang: CallerLanguage, values: SlotValues): string {
  const filled = text.replace(/\{(agentNo|salutation|timeGreeting)\}/g, (_, slot: string) => {
    if (slot === 'agentNo') return values.agentNo;
    if (slot === 'timeGreeting') return timeGreeting(lang, values.hour);
    return hanLanguages.has(lang) ? (values.salutation ?? '') : '';
  });
  return filled
    .replace(/([,，、])\s*([,，、])/g, '$1')
    .replace(/^[\s,，、]+/, '')
    .replace(/[ \t]+([,.，。、!！?？])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}
