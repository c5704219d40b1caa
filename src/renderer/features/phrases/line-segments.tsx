import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../shared/script/slots.ts';

/** A line with the gaps that the agent fills while he speaks. */
export function LineSegments({ segments }: { readonly segments: readonly Segment[] }): ReactNode {
  const { t } = useTranslation('phrases');
  return segments.map((segment, index) =>
    segment.type === 'gap' ? (
      <span key={index} className="slot-gap" data-slot={segment.slot}>
        {segment.hint ?? t(`slot.${segment.slot}`)}
      </span>
    ) : (
      segment.text
    ),
  );
}
