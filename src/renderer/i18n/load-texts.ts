import i18next from 'i18next';

/** Texts that come with a part of the page that is loaded when it is first opened. */
export function loadTexts(
  namespace: string,
  files: Readonly<Record<string, { readonly default: Record<string, string> }>>,
): void {
  for (const [path, { default: texts }] of Object.entries(files)) {
    const locale = /locales\/([^/]+)\//.exec(path)?.[1];
    if (locale !== undefined) i18next.addResourceBundle(locale, namespace, texts);
  }
}
