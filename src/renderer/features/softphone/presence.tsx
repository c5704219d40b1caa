import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { Colleague } from '../../../shared/domain/colleague.ts';

/** Where a colleague stands, as a mark and a word. */
export function Presence({ kind }: { readonly kind: Colleague['kind'] }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <span className="presence small" data-kind={kind} data-testid="presence">
      <i aria-hidden="true" />
      {t(`agent.${kind}`)}
    </span>
  );
}
