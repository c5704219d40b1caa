import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { stateOf, type KnownProposal, type LineProposal } from '../../../shared/domain/line-proposal.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';

const tones = { inReview: 'draft', approved: 'accent', returned: 'hold' } as const satisfies Record<string, Tone>;

/** Who wanted the line how, when, and what a leader said of it; newest first. */
export function LineHistory({ history }: { readonly history: readonly KnownProposal[] }): ReactNode {
  const { t } = useTranslation('packs');
  return (
    <section className="pack-history" aria-label={t('history')} data-testid="pack-history">
      <h3 className="heading">{t('history')}</h3>
      {history.length === 0 ? <p className="quiet small">{t('historyNone')}</p> : null}
      {history.map((proposal) => (
        <article key={proposal.id} className="pack-past" data-state={stateOf(proposal)}>
          <div className="row">
            {proposal.refusal ? (
              <Tag tone="danger">{t('notTaken')}</Tag>
            ) : (
              <Tag tone={tones[stateOf(proposal)]}>{t(`state.${stateOf(proposal)}`)}</Tag>
            )}
            <ScriptText as="p" lang={proposal.lang} className="grow">
              {proposal.line.text}
            </ScriptText>
          </div>
          <Deeds proposal={proposal} />
        </article>
      ))}
    </section>
  );
}

export function Deeds({ proposal }: { readonly proposal: LineProposal }): ReactNode {
  const { t, i18n } = useTranslation('packs');
  const { author, proposedAt, decision } = proposal;
  const time = (at: number): string => formatDateTime(i18n.language, at);
  return (
    <p className="quiet small num">
      {t('proposedBy', { agentNo: author, time: time(proposedAt) })}
      {decision
        ? ` · ${t(decision.verdict === 'approved' ? 'approvedBy' : 'returnedBy', {
            agentNo: decision.by,
            time: time(decision.at),
            reason: decision.reason ?? '',
          })}`
        : null}
    </p>
  );
}
