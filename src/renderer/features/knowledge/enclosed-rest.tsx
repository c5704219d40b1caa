import { useState, type ReactNode } from 'react';
import type { Article } from '../../../shared/domain/article.ts';
import { pictureKinds, type Enclosure } from '../../../shared/domain/enclosure.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ScriptText } from '../../ui/script-text.tsx';
import './article-texts.ts';
import { EnclosedPicture } from './enclosed-picture.tsx';

export interface EnclosedRestProps {
  readonly desk: DeskApi;
  readonly article: Article;
  /** Those that have no place in the text. */
  readonly enclosures: readonly Enclosure[];
}

/** Pictures that stand after the text, and documents to be saved. The desk opens none of them. */
export function EnclosedRest({ desk, article, enclosures }: EnclosedRestProps): ReactNode {
  const { t } = useTranslation('articles');
  const [error, setError] = useState<AppError>();
  const isPicture = ({ kind }: Enclosure): boolean => pictureKinds.includes(kind);
  const documents = enclosures.filter((enclosure) => !isPicture(enclosure));
  const save = async ({ name, sha256 }: Enclosure): Promise<void> => {
    const result = await desk.invoke('knowledge:enclosure', { id: article.id, sha256 });
    if (result.ok) saveFile({ name, data: result.value.data });
    setError(result.ok ? undefined : result.error);
  };
  return (
    <div className="enclosed-rest">
      {enclosures.filter(isPicture).map((enclosure) => (
        <EnclosedPicture key={enclosure.sha256} desk={desk} article={article} enclosure={enclosure} />
      ))}
      {documents.length === 0 ? null : (
        <ul className="enclosed-documents" aria-label={t('documents')}>
          {documents.map((enclosure) => (
            <li key={enclosure.sha256}>
              <button type="button" className="button" onClick={() => void save(enclosure)}>
                {t('saveDocument', { name: enclosure.name, kb: Math.ceil(enclosure.size / 1024) })}
              </button>
              <ScriptText lang={article.lang}>{enclosure.alt}</ScriptText>
            </li>
          ))}
        </ul>
      )}
      <ErrorNote error={error} />
    </div>
  );
}
