import { useCallback, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Levels } from '../../telephony/port.ts';
import { Meter } from '../../ui/meter.tsx';

/** How loud each side is, so that a dead microphone or a silent caller is seen at once. */
export function LevelMeters({ read }: { readonly read: () => Levels }): ReactNode {
  const { t } = useTranslation('phone');
  const mine = useCallback(() => read().mine, [read]);
  const theirs = useCallback(() => read().theirs, [read]);
  return (
    <div className="row meters" aria-hidden="true">
      {t('levelMine')}
      <Meter read={mine} testId="level-mine" />
      {t('levelTheirs')}
      <Meter read={theirs} testId="level-theirs" />
    </div>
  );
}
