import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { LineView } from '../../../shared/script/line-view.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LineSegments } from './line-segments.tsx';
import { StatusTag } from './phrase-row.tsx';

/** The line to say now where there is little room: what a leader has approved, else its meaning to say in own words. */
export function LineNow({ line, onSay }: { readonly line: LineView; readonly onSay: (id: string) => void }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <article className="line-now" data-testid="line-now" data-line={line.moment} data-lang={line.large.lang}>
      <div className="row">
        <Tag tone="accent">{t('sayNow')}</Tag>
        <StatusTag view={line} />
      </div>
      {line.isOwnWords ? <p className="own-words">{t('ownWords')}</p> : null}
      <ScriptText as="p" lang={line.large.lang} className="line-now-text">
        <LineSegments segments={line.large.segments} />
      </ScriptText>
      <Button
        keyHint="Alt S"
        icon={<Icon name="check" />}
        onClick={() => {
          onSay(line.id);
        }}
      >
        {t('said')}
      </Button>
    </article>
  );
}
