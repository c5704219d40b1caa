import i18next, { type i18n, type Resource } from 'i18next';
import { nameLanguages } from './language-names.ts';
import type { UiLocale } from '../../shared/domain/language.ts';

const files = import.meta.glob<{ default: Record<string, string> }>(
  // Those come with the part that shows them.
  [
    '../../../locales/*/*.json',
    '!../../../locales/*/book.json',
    '!../../../locales/*/outbox.json',
    '!../../../locales/*/packs.json',
    '!../../../locales/*/procedures.json',
    '!../../../locales/*/articles.json',
    '!../../../locales/*/places.json',
    '!../../../locales/*/training.json',
    '!../../../locales/*/pair.json',
  ],
  { eager: true },
);

function collectResources(): Resource {
  const resources: Resource = {};
  for (const [path, file] of Object.entries(files)) {
    const match = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path);
    if (!match?.[1] || !match[2]) continue;
    (resources[match[1]] ??= {})[match[2]] = file.default;
  }
  return resources;
}

/** All locales travel with the page: the desk must change its language with the network down. Keys are flat. */
export async function setUpI18n(locale: UiLocale): Promise<i18n> {
  const resources = collectResources();
  await i18next.init({
    lng: locale,
    fallbackLng: 'zh-CN',
    resources,
    ns: Object.keys(resources['zh-CN'] ?? {}),
    defaultNS: 'common',
    keySeparator: false,
    interpolation: { escapeValue: false },
  });
  nameLanguages();
  return i18next;
}
