import type { ElementType, ReactNode } from 'react';
import { describeLanguage, isTibetan } from '../../shared/language/languages.ts';

/** BCP 47 tag put on the element; Tibetan dialects are written in Tibetan script. */
function htmlLang(lang: string): string {
  return describeLanguage(lang).script.htmlTag ?? lang;
}

function isInTibetan(lang: string): boolean {
  return lang === 'bo' || isTibetan(lang);
}

/** Language tag for a text of unknown language, such as a name, by the letters it is written in. */
export function langByScript(text: string): string {
  return /[\u0F00-\u0FFF]/.test(text) ? 'bo' : 'zh-Hans';
}

export interface ScriptTextProps {
  readonly lang: string;
  readonly children: ReactNode;
  readonly as?: ElementType;
  readonly className?: string;
}

/**
 * The only way text in the caller's language reaches the screen: tagged with its language, isolated from the text
 * around it, in a font and line height that fit its script.
 */
export function ScriptText({ lang, children, as: Tag = 'bdi', className }: ScriptTextProps): ReactNode {
  const classes = ['script', isInTibetan(lang) ? 'script-bo' : '', className ?? ''].filter(Boolean).join(' ');
  return (
    <Tag lang={htmlLang(lang)} className={classes}>
      {children}
    </Tag>
  );
}
