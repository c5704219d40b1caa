import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RefusedDecision } from '../../../shared/domain/line-proposal.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import type { RefusedDecisionStore } from './refused-decision-store.ts';

/** Reasons with a text of their own; what a newer centre says besides is told by its code. */
const knownReasons = [
  'line.decided',
  'line.notALeader',
  'line.ownProposal',
  'mutation.badSignature',
  'mutation.invalid',
] as const;

/** What leaders decided here and the centre did not take: which line, why, and what counts now. */
export function RefusedDecisions({ store }: { readonly store: RefusedDecisionStore }): ReactNode {
  const { t } = useTranslation('packs');
  const { refused, dismiss } = useStore(store);
  if (refused.length === 0) return null;
  return (
    <section className="pack-undone" aria-label={t('undone')} data-testid="pack-undone">
      <h3 className="heading">{t('undone')}</h3>
      {refused.map((one) => (
        <article key={one.proposal} data-line={one.moment}>
          <ScriptText as="p" lang={one.lang}>
            {one.text}
          </ScriptText>
          <Why refused={one} />
          <Button
            data-testid="pack-undone-read"
            onClick={() => {
              void dismiss(one.proposal);
            }}
          >
            {t('undoneRead')}
          </Button>
        </article>
      ))}
    </section>
  );
}

function Why({ refused: { code, decision } }: { readonly refused: RefusedDecision }): ReactNode {
  const { t, i18n } = useTranslation('packs');
  const known = knownReasons.find((reason) => reason === code);
  const deed = decision.verdict === 'approved' ? 'approvedBy' : 'returnedBy';
  const time = formatDateTime(i18n.language, decision.at);
  return (
    <>
      <p className="quiet small num">{t(deed, { agentNo: decision.by, time, reason: decision.reason ?? '' })}</p>
      <p className="pack-reason">{known ? t(`undone.${known}`) : t('notTaken.other', { code })}</p>
    </>
  );
}
