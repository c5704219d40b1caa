import i18next, { type DefaultNamespace, type FlatNamespace, type TFunction } from 'i18next';
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';

type Namespaces = FlatNamespace | readonly [FlatNamespace, ...FlatNamespace[]];

interface Texts {
  /** The language on screen. */
  readonly language: string;
  readonly of: (namespace: FlatNamespace) => TFunction;
}

/** @param language of the texts; those it lacks are in the source language */
function textsIn(language: string): Texts {
  const made = new Map<FlatNamespace, TFunction>();
  return {
    language,
    of(namespace) {
      const t = made.get(namespace) ?? rememberPlain(i18next.getFixedT(language, namespace));
      made.set(namespace, t);
      return t;
    },
  };
}

type LookUp = (key: string, options?: object) => string;

/** Most texts have nothing to be filled in: what was looked up once is not looked up again. */
function rememberPlain(translate: TFunction): TFunction {
  // What it takes depends on the key, and is checked where it is called.
  const lookUp = translate as unknown as LookUp;
  const known = new Map<string, string>();
  const t = (key: string, options?: object): string => {
    if (options !== undefined) return lookUp(key, options);
    const text = known.get(key) ?? lookUp(key);
    known.set(key, text);
    return text;
  };
  return t as unknown as TFunction;
}

const byLanguage = new Map<string, Texts>();

function textsNow(): Texts {
  const { language } = i18next;
  const texts = byLanguage.get(language) ?? textsIn(language);
  byLanguage.set(language, texts);
  return texts;
}

function onLanguage(change: () => void): () => void {
  i18next.on('languageChanged', change);
  return () => {
    i18next.off('languageChanged', change);
  };
}

const TextsContext = createContext<Texts>(textsIn('zh-CN'));

/** The language that i18next has been given, for everything below. */
export function TextsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return <TextsContext value={useSyncExternalStore(onLanguage, textsNow)}>{children}</TextsContext>;
}

/**
 * The texts of a namespace, and with their prefix (`phrases:`) those of all others. All texts are there from the start, so
 * this is one look at a context where the binding that comes with i18next subscribes each component anew in each render.
 *
 * @param namespaces the first is the one whose keys need no prefix
 */
export function useTranslation<const Ns extends Namespaces = DefaultNamespace>(
  namespaces?: Ns,
): { readonly t: TFunction<Ns>; readonly i18n: Pick<Texts, 'language'> } {
  const i18n = useContext(TextsContext);
  const first: FlatNamespace = typeof namespaces === 'string' ? namespaces : (namespaces?.[0] ?? 'common');
  return { t: i18n.of(first) as TFunction<Ns>, i18n };
}
