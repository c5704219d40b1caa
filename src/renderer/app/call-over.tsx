import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import type { CallState } from '../../shared/call/call-state.ts';
import type { Adherence } from '../../shared/domain/script-mark.ts';
import { Tag } from '../ui/tag.tsx';
import { Kbd } from '../ui/kbd.tsx';

/** The middle column once nothing is to be said any more: what ends the call's work. */
export function CallOver({ state }: { readonly state: CallState }): ReactNode {
  const { t } = useTranslation();
  if (state.kind !== 'wrapUp') return null;
  return (
    <section className="idle-card call-over">
      <h2>{t('callOver')}</h2>
      <p className="quiet">
        {t('callOverHint')} <Kbd>Alt W</Kbd>
      </p>
      {state.adherence ? <AdherenceList adherence={state.adherence} /> : null}
    </section>
  );
}

/** How the call was kept, for the agent himself. */
function AdherenceList({ adherence }: { readonly adherence: Adherence }): ReactNode {
  const { t } = useTranslation();
  const { greetedAfterMs, isGreetedInTime, isClosingComplete } = adherence;
  return (
    <ul className="tag-row" data-testid="adherence" aria-label={t('adherence')}>
      <li data-met={isGreetedInTime}>
        <Tag tone={isGreetedInTime ? 'call' : 'hold'}>
          {greetedAfterMs === undefined
            ? t('greetedNot')
            : t(isGreetedInTime ? 'greetedInTime' : 'greetedLate', { seconds: Math.round(greetedAfterMs / 1000) })}
        </Tag>
      </li>
      <li data-met={isClosingComplete}>
        <Tag tone={isClosingComplete ? 'call' : 'hold'}>
          {t(isClosingComplete ? 'closingComplete' : 'closingIncomplete')}
        </Tag>
      </li>
    </ul>
  );
}
