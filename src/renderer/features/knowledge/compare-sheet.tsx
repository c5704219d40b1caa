import type { ReactNode } from 'react';
import type { Article } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { ArticleBody } from './article-blocks.tsx';

export interface CompareSheetProps {
  readonly desk: DeskApi;
  readonly article: Article;
  readonly beside: Article;
  readonly translations: CommandOutput<'knowledge:article'>['translations'];
  readonly onBeside: (id: ArticleId) => void;
  readonly onClose: () => void;
}

/** The same article in two languages, side by side. */
export function CompareSheet({ desk, article, beside, translations, onBeside, onClose }: CompareSheetProps): ReactNode {
  const { t } = useTranslation('articles');
  return (
    <Sheet label={t('compare')} onClose={onClose} className="compare-sheet">
      <SheetHead title={t('compare')} closeText={t('close')} onClose={onClose} />
      {translations.length > 1 ? (
        <div className="tag-row">
          {translations.map(({ id, lang }) => (
            <button
              key={id}
              type="button"
              className="button"
              aria-pressed={id === beside.id}
              onClick={() => {
                onBeside(id);
              }}
            >
              {t(`language.${lang}`)}
            </button>
          ))}
        </div>
      ) : null}
      <div className="compare">
        {[article, beside].map((each) => (
          <section key={each.id} aria-label={t(`language.${each.lang}`)} tabIndex={0}>
            <ScriptText as="h3" lang={each.lang}>
              {each.title}
            </ScriptText>
            <p className="quiet small">{t('version', { version: each.version })}</p>
            <ArticleBody desk={desk} article={each} chosen={undefined} />
          </section>
        ))}
      </div>
    </Sheet>
  );
}
