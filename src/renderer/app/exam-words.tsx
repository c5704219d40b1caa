import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';

/** In the place of the words to say, while a question of a pass test is played as a call. */
export function ExamWords(): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <div className="idle-desk">
      <section className="idle-card" data-testid="exam-words">
        <h2>{t('examNoWords')}</h2>
        <p className="quiet">{t('examNoWordsHow')}</p>
      </section>
    </div>
  );
}
