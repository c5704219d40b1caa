import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { SlotName } from '../../../shared/domain/moment.ts';
import type { Segment } from '../../../shared/script/slots.ts';
import { shortcutOf, useKeyLabel } from '../../ui/key-labels.ts';

/** Keeps what was written into a gap; an empty text makes it a gap again. */
export type FillSlot = (slot: SlotName, text: string) => void;

/** Set around a line whose gaps can be filled where they stand. */
export const FillContext = createContext<FillSlot | undefined>(undefined);

/** A line with its gaps: to be filled on the line that is said, to be seen on the others. */
export function LineSegments({ segments }: { readonly segments: readonly Segment[] }): ReactNode {
  const { t } = useTranslation('phrases');
  const fill = useContext(FillContext);
  return segments.map((segment, index) => {
    if (segment.type === 'words' || (segment.type === 'value' && (!segment.isFilled || !fill))) return segment.text;
    const label = t(`slot.${segment.slot}`);
    const known = segment.type === 'gap' ? segment.hint : undefined;
    if (fill) {
      const text = segment.type === 'value' ? segment.text : '';
      return (
        <SlotField
          key={`${segment.slot}-${text}`}
          slot={segment.slot}
          text={text}
          label={label}
          hint={known}
          onFill={fill}
        />
      );
    }
    return (
      <span key={index} className="slot-gap" data-slot={segment.slot}>
        {known ?? label}
      </span>
    );
  });
}

interface SlotFieldProps {
  readonly slot: SlotName;
  readonly text: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly onFill: FillSlot;
}

/** As wide as what stands in it; kept when it is left or with Enter, given up with Escape. */
function SlotField({ slot, text, label, hint, onFill }: SlotFieldProps): ReactNode {
  const key = useKeyLabel('Alt I');
  return (
    <input
      className="slot-gap slot-field"
      name={`slot-${slot}`}
      data-slot={slot}
      aria-label={label}
      aria-keyshortcuts={shortcutOf(key)}
      title={`${label} · ${key}`}
      placeholder={hint ?? label}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      defaultValue={text}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') event.currentTarget.value = text;
        else if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const written = event.currentTarget.value.trim();
        if (written !== text) onFill(slot, written);
      }}
    />
  );
}
