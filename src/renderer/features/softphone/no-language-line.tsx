import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';

export interface NoLanguageLineProps {
  readonly languageText: string;
  readonly onPleaseWait: () => void;
}

/** The seat does not speak what this caller speaks, and what to do about it. */
export function NoLanguageLine({ languageText, onPleaseWait }: NoLanguageLineProps): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <div className="no-language" data-testid="no-language">
      <span className="grow">{t('noLanguage', { language: languageText })}</span>
      <Button keyHint="Alt L" onClick={onPleaseWait}>
        {t('pleaseWait')}
      </Button>
    </div>
  );
}
