import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { KnownProposal } from '../../../shared/domain/line-proposal.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import type { PackStore } from './pack-store.ts';

/** Refusals with a text of their own; what a newer centre says besides is told by its code. */
const knownRefusals = [
  'line.idTaken',
  'line.notYourLanguage',
  'mutation.badSignature',
  'mutation.invalid',
  'mutation.unknownKind',
] as const;

/** What the agent proposed and the centre did not take: why, and what can be done about it. */
export function RefusedLines({ store }: { readonly store: PackStore }): ReactNode {
  const { t } = useTranslation('packs');
  const refusals = useStore(store, (state) => state.refusals);
  if (refusals.length === 0) return null;
  return (
    <section className="pack-refused" aria-label={t('notTaken')} data-testid="pack-refused">
      <h3 className="heading">{t('notTaken')}</h3>
      {refusals.map((proposal) => (
        <article key={proposal.id} data-line={proposal.moment}>
          <ScriptText as="p" lang={proposal.lang} className="clip">
            {proposal.line.text}
          </ScriptText>
          <Why proposal={proposal} />
          <div className="row">
            <Button
              data-testid="pack-take-back"
              onClick={() => {
                void store.actions.takeBack(proposal.id);
              }}
            >
              {t('takeBack')}
            </Button>
            <Button
              kind="quiet"
              data-testid="pack-send-again"
              onClick={() => {
                void store.actions.sendAgain(proposal.id);
              }}
            >
              {t('sendAgain')}
            </Button>
          </div>
        </article>
      ))}
    </section>
  );
}

function Why({ proposal: { refusal } }: { readonly proposal: KnownProposal }): ReactNode {
  const { t } = useTranslation('packs');
  if (!refusal) return null;
  const known = knownRefusals.find((code) => code === refusal.code);
  // The centre's name for a field helps only where the text can't say what is wrong.
  const hasField = refusal.field !== undefined && (!known || known === 'mutation.invalid');
  return (
    <p className="pack-reason" role="status">
      {known ? t(`notTaken.${known}`) : t('notTaken.other', { code: refusal.code })}
      {hasField ? <span className="num"> ({refusal.field})</span> : null}
    </p>
  );
}
