import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { MomentKind } from '../../../shared/domain/moment.ts';
import { formatClock } from '../../i18n/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import { ScriptText } from '../../ui/script-text.tsx';

/** A phrase said in this call. */
export interface SaidLine {
  readonly phraseId: string;
  readonly kind: MomentKind;
  readonly text: string;
  readonly lang: string;
  readonly at: number;
}

export function SaidList({
  lines,
  onTakeBack,
}: {
  readonly lines: readonly SaidLine[];
  readonly onTakeBack: (id: string) => void;
}): ReactNode {
  const { t, i18n } = useTranslation('phrases');
  const takeBackKey = useShortcut('Alt Z');
  return (
    <>
      {lines.toReversed().map((line, index) => (
        <div key={`${line.phraseId}-${String(line.at)}`} className="phrase-row" data-said="true">
          <span className="phrase-key">
            <Icon name="check" size={14} />
          </span>
          <span className="phrase-moment">{t(`moment.${line.kind}`)}</span>
          <span className="phrase-texts">
            <ScriptText lang={line.lang} className="phrase-large">
              {line.text}
            </ScriptText>
            <span className="phrase-second num">{t('saidAt', { time: formatClock(i18n.language, line.at) })}</span>
          </span>
          {index === 0 ? (
            <button
              type="button"
              className="button"
              data-kind="quiet"
              aria-keyshortcuts={takeBackKey}
              onClick={() => {
                onTakeBack(line.phraseId);
              }}
            >
              {t('takeBack')}
            </button>
          ) : null}
        </div>
      ))}
    </>
  );
}
