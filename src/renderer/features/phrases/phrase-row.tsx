import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { LineView } from '../../../shared/script/line-view.ts';
import { lineText } from '../../../shared/script/slots.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { LineSegments } from './line-segments.tsx';

const statusTone: Record<LineView['status'], Tone> = {
  approved: 'plain',
  draft: 'draft',
  inReview: 'draft',
  retired: 'draft',
  missing: 'draft',
};

export function StatusTag({ view }: { readonly view: LineView }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <Tag tone={statusTone[view.status]}>
      {view.status === 'approved' && view.reviewer
        ? t('approvedBy', { agentNo: view.reviewer })
        : t(`status.${view.status}`)}
    </Tag>
  );
}

export function isUnlike(a: LineView['gloss'], b: LineView['gloss']): boolean {
  return lineText(a) !== lineText(b);
}

export interface PhraseRowProps {
  readonly view: LineView;
  readonly keyHint: string | undefined;
  /** As a screen reader is told; where it is not Alt and the hint. */
  readonly shortcut?: string | undefined;
  readonly isSayable?: boolean;
  readonly onSay: (id: string) => void;
}

export function PhraseRow({ view, keyHint, shortcut, isSayable = true, onSay }: PhraseRowProps): ReactNode {
  return (
    <button
      type="button"
      className="phrase-row"
      data-line={view.moment}
      disabled={!isSayable}
      aria-keyshortcuts={shortcut ?? (keyHint ? `Alt+${keyHint}` : undefined)}
      onClick={() => {
        onSay(view.id);
      }}
    >
      <PhraseCells view={view} keyHint={keyHint} isSayable={isSayable} />
    </button>
  );
}

/** The columns of a row: its key, what it is for, its words, who approved them. */
export function PhraseCells({
  view,
  keyHint,
  isSayable = true,
}: Pick<PhraseRowProps, 'view' | 'keyHint' | 'isSayable'>): ReactNode {
  const { t } = useTranslation('phrases');
  const second = view.isOwnWords ? view.draft : view.lang === 'zh-Hans' ? undefined : view.gloss;
  return (
    <>
      <span className="phrase-key">{keyHint ? <Kbd>{keyHint}</Kbd> : null}</span>
      <span className="phrase-moment">{t(`moment.${view.kind}`)}</span>
      <span className="phrase-texts">
        <ScriptText lang={view.large.lang} className="phrase-large">
          <LineSegments segments={view.large.segments} />
        </ScriptText>
        {second !== undefined && isUnlike(second, view.large.segments) ? (
          <span className="phrase-second">
            {view.isOwnWords ? `${t('ownWordsShort')} · ` : ''}
            <ScriptText lang={view.isOwnWords ? view.lang : 'zh-Hans'}>
              <LineSegments segments={second} />
            </ScriptText>
          </span>
        ) : null}
      </span>
      {isSayable ? <StatusTag view={view} /> : <Tag tone="hold">{t('notYet')}</Tag>}
    </>
  );
}
