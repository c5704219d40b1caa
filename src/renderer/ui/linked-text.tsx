import { createContext, Fragment, use, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { splitLinks } from '../../shared/text/split-links.ts';

/** Puts what a link says into the dial line; undefined where nobody can be called. */
export const FollowLink = createContext<((link: string) => void) | undefined>(undefined);

/** A text of the centre with its `tel:` and `sip:` addresses to be pressed. They only fill the dial line. */
export function LinkedText({ text }: { readonly text: string }): ReactNode {
  const follow = use(FollowLink);
  const { t } = useTranslation('phone');
  if (!follow) return text;
  return splitLinks(text).map((part, index) =>
    part.isLink ? (
      <button
        key={index}
        type="button"
        className="dial-link num"
        title={t('linkToDial')}
        onClick={() => {
          follow(part.text);
        }}
      >
        {part.text.replace(/^[a-z]+:/i, '')}
      </button>
    ) : (
      <Fragment key={index}>{part.text}</Fragment>
    ),
  );
}
