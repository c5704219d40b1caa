import type { ReactNode } from 'react';
import type { Article } from '../../../shared/domain/article.ts';
import type { Enclosure } from '../../../shared/domain/enclosure.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import './article-texts.ts';
import { usePicture } from './use-enclosure.ts';

export interface EnclosedPictureProps {
  readonly desk: DeskApi;
  readonly article: Article;
  readonly enclosure: Enclosure;
}

/** A picture of an article with what is to be seen in it; the words alone, clearly so, while it is not on this machine. */
export function EnclosedPicture({ desk, article, enclosure }: EnclosedPictureProps): ReactNode {
  const { t } = useTranslation('articles');
  const { alt, width, height } = enclosure;
  const shown = usePicture(desk, article.id, enclosure);
  return (
    <figure className="enclosed" data-state={shown.state} data-testid="enclosed-picture">
      {shown.state === 'here' ? (
        <img src={shown.url} alt={alt} width={width} height={height} draggable={false} />
      ) : (
        <div className="enclosed-gap" role="img" aria-label={alt}>
          {shown.state === 'missing' ? t('pictureMissing') : null}
        </div>
      )}
      {/* What is read aloud already, for the eye. */}
      <figcaption aria-hidden="true">
        <ScriptText lang={article.lang}>{alt}</ScriptText>
      </figcaption>
    </figure>
  );
}
