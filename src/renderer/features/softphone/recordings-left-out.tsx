import type { ReactNode } from 'react';
import type { CallerRecordings } from '../../../shared/training/caller-recording.ts';
import { useTranslation } from '../../i18n/texts.tsx';

/** Files of the centre's folder that no caller will play, each with its reason; nothing where all of them are in order. */
export function RecordingsLeftOut({ leftOut }: Pick<CallerRecordings, 'leftOut'>): ReactNode {
  const { t } = useTranslation('phone');
  if (leftOut.length === 0) return null;
  return (
    <details className="practice-file" data-testid="recordings-left-out">
      <summary>{t('recordingsLeftOut', { count: leftOut.length })}</summary>
      <ul>
        {leftOut.map(({ file, fault }) => (
          <li key={file}>
            <span className="grow">
              <bdi className="recording-file">{file}</bdi>
              <span className="quiet small"> {t(`recordingFault.${fault}`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
