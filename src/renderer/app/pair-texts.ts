import { loadTexts } from '../i18n/load-texts.ts';

/** The texts of role-plays come with the parts that show them. */
loadTexts(
  'pair',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/pair.json', { eager: true }),
);
