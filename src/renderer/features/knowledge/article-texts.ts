import { loadTexts } from '../../i18n/load-texts.ts';

/** The texts of what stands beside an article come with it. */
loadTexts(
  'articles',
  import.meta.glob<{ default: Record<string, string> }>('../../../../locales/*/articles.json', { eager: true }),
);
