import type { ReactNode } from 'react';
import type { CallState } from '../../../shared/call/call-state.ts';
import { msWithin, type Stretch } from '../../../shared/care/stretches.ts';
import { talkOfCall } from '../../../shared/care/talk-stretches.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { useNow } from '../../ui/use-now.ts';
import './care.css';

export interface TalkTodayProps {
  /** Of calls that are over. */
  readonly stretches: readonly Stretch[];
  /** On the desk now. */
  readonly calls: readonly CallState[];
}

/** Minutes are shown: this often is enough. */
const checkedMs = 5_000;

/** How long the agent has talked since midnight where he sits; nothing before the first minute. */
export function TalkToday({ stretches, calls }: TalkTodayProps): ReactNode {
  const { t } = useTranslation('care');
  useNow(checkedMs);
  // Not that of the last tick: a call may have ended since.
  const now = Date.now();
  const running = calls.flatMap((call) => talkOfCall(call, now));
  const today = { from: new Date(now).setHours(0, 0, 0, 0), to: now };
  const all = Math.floor(msWithin([...stretches, ...running], today) / 60_000);
  if (all === 0) return null;
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  return (
    <span className="talk-today small quiet num" title={t('talkWhat')} data-testid="talk-today" data-minutes={all}>
      {hours === 0 ? t('talkToday', { minutes }) : t('talkTodayHours', { hours, minutes })}
    </span>
  );
}
