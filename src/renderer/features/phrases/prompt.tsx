import { Suspense, useMemo, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from '../../i18n/texts.tsx';
import { festivals } from '../../../shared/domain/festival.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { SlotName } from '../../../shared/domain/moment.ts';
import type { LineView } from '../../../shared/script/line-view.ts';
import { isHanLanguage } from '../../../shared/script/reading-units.ts';
import type { Segment } from '../../../shared/script/slots.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Tag } from '../../ui/tag.tsx';
import { FillContext, LineSegments, type FillSlot } from './line-segments.tsx';
import { isUnlike, StatusTag } from './phrase-row.tsx';
import type { PrompterControls } from './prompter-view.tsx';
import { ReadSegments } from './read-segments.tsx';

/** Loaded with the first drill. */
const PrompterView = lazyPart(async () => (await import('./prompter-view.tsx')).PrompterView);

export interface PromptProps {
  readonly view: LineView;
  readonly isSideBySide: boolean;
  readonly onSideBySide: () => void;
  /** Absent while the teleprompter is off. */
  readonly prompter: PrompterControls | undefined;
  readonly onPrompter: () => void;
  /** Into a gap of the line, in the language that the line is in. */
  readonly onFill: (slot: SlotName, text: string, lang: CallerLanguage) => void;
  readonly onSay: (id: string) => void;
}

/**
 * The one phrase to say now: the largest thing on the screen. Side by side it has its meaning next to it and its sound
 * above or below, for somebody who does not read the caller's language.
 */
export function Prompt(props: PromptProps): ReactNode {
  const { view, isSideBySide, onSideBySide, prompter, onPrompter, onSay, onFill } = props;
  const { t } = useTranslation('phrases');
  const { lang } = view.large;
  const fill = useMemo<FillSlot>(() => (slot, text) => onFill(slot, text, lang), [onFill, lang]);
  const plain = (
    <ScriptText as="p" lang={lang} className="prompt-text">
      <FillContext value={fill}>
        <OwnText view={view} segments={view.large.segments} lang={lang} isRead={isSideBySide} />
      </FillContext>
    </ScriptText>
  );
  return (
    <article
      className="prompt"
      data-testid="prompt"
      data-moment={view.kind}
      data-line={view.moment}
      data-lang={view.lang}
      data-sides={isSideBySide && !prompter}
    >
      <div className="row">
        <Tag tone="accent">{t('sayNow')}</Tag>
        <span className="small quiet">{t(`moment.${view.kind}`)}</span>
        <StatusTag view={view} />
        <span className="small quiet push">{reasonText(t, view.reason)}</span>
      </div>
      <div className="prompt-sides">
        <div>
          {view.isOwnWords ? <p className="own-words">{t('ownWords')}</p> : null}
          {prompter ? (
            <Suspense fallback={plain}>
              <PrompterView
                {...{ controls: prompter, lineId: view.id, large: view.large, onFill: fill }}
                reading={isSideBySide && lang === view.lang ? { packReading: view.packReading } : undefined}
              />
            </Suspense>
          ) : (
            plain
          )}
          <Draft view={view} isRead={isSideBySide} />
          {isSideBySide && view.reading !== undefined && !isHanLanguage(view.lang) ? (
            <p className="prompt-reading">{t('reading', { reading: view.reading })}</p>
          ) : null}
        </div>
        {view.isOwnWords || view.lang === 'zh-Hans' ? null : (
          <p className="prompt-gloss">
            {isSideBySide ? <span className="heading">{t('gloss')}</span> : null}
            <LineSegments segments={view.gloss} />
          </p>
        )}
      </div>
      <div className="row prompt-keys">
        <Button kind="quiet" keyHint="Alt D" aria-pressed={isSideBySide} onClick={onSideBySide}>
          {t('sideBySide')}
        </Button>
        <Button kind="quiet" keyHint="Alt ⇧ D" aria-pressed={prompter !== undefined} onClick={onPrompter}>
          {t('prompter')}
        </Button>
        <Button
          className="push"
          keyHint="Alt S"
          icon={<Icon name="check" />}
          onClick={() => {
            onSay(view.id);
          }}
        >
          {t('said')}
        </Button>
      </div>
    </article>
  );
}

/** Text in the caller's language, read out where it is asked for and can be; the gloss that stands in for it is plain. */
function OwnText({
  view,
  segments,
  lang,
  isRead,
}: {
  readonly view: LineView;
  readonly segments: readonly Segment[];
  readonly lang: CallerLanguage;
  readonly isRead: boolean;
}): ReactNode {
  if (!isRead || lang !== view.lang || !isHanLanguage(lang)) return <LineSegments segments={segments} />;
  return <ReadSegments segments={segments} lang={lang} packReading={view.packReading} />;
}

function Draft({ view, isRead }: { readonly view: LineView; readonly isRead: boolean }): ReactNode {
  const { t } = useTranslation('phrases');
  if (view.draft === undefined || !isUnlike(view.draft, view.large.segments)) return null;
  return (
    <p className="prompt-draft">
      <Tag tone="draft">{t('draftOf', { language: t(`language.${view.lang}`) })}</Tag>{' '}
      <ScriptText lang={view.lang}>
        <OwnText view={view} segments={view.draft} lang={view.lang} isRead={isRead} />
      </ScriptText>
    </p>
  );
}

function reasonText(t: TFunction<'phrases'>, { code, params }: LineView['reason']): string {
  const festival = festivals.find((entry) => entry === params?.['festival']);
  return t(`reason.${code}`, { ...params, ...(festival && { festival: t(`festival.${festival}`) }) });
}
