import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { festivals } from '../../../shared/domain/festival.ts';
import type { SlotName } from '../../../shared/domain/moment.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { callerLanguageNames } from '../../i18n/language-names.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { LineView } from '../../../shared/script/line-view.ts';
import { FinderField } from './finder-field.tsx';
import { FinderList } from './finder-list.tsx';
import type { FinderStore, LineFinder } from './line-finder.ts';
import { FlowBar, type FlowBarProps } from './flow-bar.tsx';
import { FillContext, LineSegments, type FillSlot } from './line-segments.tsx';
import type { Choice, StepView } from './phrase-choice.ts';
import { isUnlike, PhraseRow, StatusTag } from './phrase-row.tsx';
import { SaidList, type SaidLine } from './said-list.tsx';
import './phrases.css';

export interface PhrasePanelProps {
  /** What the panel is about: another call closes what was looked for in this one. */
  readonly callId: string | undefined;
  readonly language: CallerLanguage;
  /** All of them, in the order of the tabs and their keys. */
  readonly languages: readonly CallerLanguage[];
  readonly choice: Choice;
  readonly finder: LineFinder;
  readonly finderStore: FinderStore;
  readonly said: readonly SaidLine[];
  readonly script: FlowBarProps['script'];
  readonly stopLossAt: FlowBarProps['stopLossAt'];
  readonly onMark: FlowBarProps['onMark'];
  /** Into a gap of the line on top, in the language that the line is in. */
  readonly onFill: (slot: SlotName, text: string, lang: CallerLanguage) => void;
  readonly onLanguage: (language: CallerLanguage) => void;
  readonly onSay: (id: string) => void;
  readonly onTakeBack: (id: string) => void;
  /** Shown while nothing is to be said: no call, or one that is over. */
  readonly idle: ReactNode;
}

/** What to say now, what comes next, what was said. */
export function PhrasePanel(props: PhrasePanelProps): ReactNode {
  const { t } = useTranslation('phrases');
  const { choice, callId, finderStore } = props;
  const hasWords = choice.now !== undefined;
  useEffect(() => finderStore.getState().close, [callId, hasWords, finderStore]);
  return (
    <section className="column phrases" aria-label={t('panel')}>
      {choice.now ? (
        <PhraseWork {...props} now={choice.now} />
      ) : (
        <>
          <LanguageTabs languages={props.languages} language={props.language} onLanguage={props.onLanguage} />
          {props.idle}
          {props.said.length > 0 ? (
            <>
              <h2 className="heading said-heading">{t('saidInCall')}</h2>
              <div className="phrase-list">
                <SaidList lines={props.said} onTakeBack={props.onTakeBack} />
              </div>
            </>
          ) : null}
        </>
      )}
    </section>
  );
}

/** The panel while there is somebody to talk to: the line on top stays where it is while another is looked for. */
function PhraseWork(props: PhrasePanelProps & { readonly now: LineView }): ReactNode {
  const { finder, finderStore, choice, now, onSay } = props;
  const view = useStore(finderStore, (state) => state.view);
  const query = view.kind === 'search' ? view.query : '';
  const hits = useMemo(() => (query === '' ? [] : finder.search(query)), [finder, query]);
  return (
    <>
      <div className="phrase-head">
        <LanguageTabs languages={props.languages} language={props.language} onLanguage={props.onLanguage} />
        <FinderField store={finderStore} hits={hits} onSay={onSay} />
      </div>
      <Prompt view={now} onSay={onSay} onFill={props.onFill} />
      <FlowBar script={props.script} stopLossAt={props.stopLossAt} onMark={props.onMark} />
      {view.kind === 'closed' ? (
        <>
          <Steps steps={choice.steps} />
          <div className="phrase-list">
            {choice.next.map((line, index) => (
              <PhraseRow key={line.id} view={line} keyHint={index < 9 ? String(index + 1) : undefined} onSay={onSay} />
            ))}
            <MoreLines choice={choice} onSay={onSay} />
            <SaidList lines={props.said} onTakeBack={props.onTakeBack} />
          </div>
        </>
      ) : (
        <FinderList store={finderStore} finder={finder} hits={hits} onSay={onSay} />
      )}
    </>
  );
}

function LanguageTabs({
  languages,
  language,
  onLanguage,
}: {
  readonly languages: readonly CallerLanguage[];
  readonly language: CallerLanguage;
  readonly onLanguage: (l: CallerLanguage) => void;
}): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <div className="language-tabs" role="radiogroup" aria-label={t('callerLanguage')}>
      {languages.map((entry, index) => (
        <button
          key={entry}
          type="button"
          role="radio"
          aria-checked={entry === language}
          aria-keyshortcuts={`Alt+Shift+${String(index + 1)}`}
          title={`${t(`language.${entry}`)} · Alt+Shift+${String(index + 1)}`}
          aria-label={t(`language.${entry}`)}
          onClick={() => {
            onLanguage(entry);
          }}
        >
          <ScriptText lang={entry}>{callerLanguageNames[entry]}</ScriptText>
        </button>
      ))}
    </div>
  );
}

/** The one phrase to say now: the largest thing on the screen. */
function Prompt({
  view,
  onSay,
  onFill,
}: { readonly view: LineView } & Pick<PhrasePanelProps, 'onSay' | 'onFill'>): ReactNode {
  const { t } = useTranslation('phrases');
  const { lang } = view.large;
  const fill = useMemo<FillSlot>(() => (slot, text) => onFill(slot, text, lang), [onFill, lang]);
  return (
    <article
      className="prompt"
      data-testid="prompt"
      data-moment={view.kind}
      data-line={view.moment}
      data-lang={view.lang}
    >
      <div className="row">
        <Tag tone="accent">{t('sayNow')}</Tag>
        <span className="small quiet">{t(`moment.${view.kind}`)}</span>
        <StatusTag view={view} />
        <span className="small quiet push">{reasonText(t, view.reason)}</span>
      </div>
      {view.isOwnWords ? <p className="own-words">{t('ownWords')}</p> : null}
      <ScriptText as="p" lang={view.large.lang} className="prompt-text">
        <FillContext value={fill}>
          <LineSegments segments={view.large.segments} />
        </FillContext>
      </ScriptText>
      {view.isOwnWords || view.lang === 'zh-Hans' ? null : (
        <p className="prompt-gloss">
          <LineSegments segments={view.gloss} />
        </p>
      )}
      {view.draft !== undefined && isUnlike(view.draft, view.large.segments) ? (
        <p className="prompt-draft">
          <Tag tone="draft">{t('draftOf', { language: t(`language.${view.lang}`) })}</Tag>{' '}
          <ScriptText lang={view.lang}>
            <LineSegments segments={view.draft} />
          </ScriptText>
        </p>
      ) : null}
      <div className="row">
        {view.reading ? <span className="prompt-reading">{t('reading', { reading: view.reading })}</span> : null}
        <button
          type="button"
          className="button push"
          aria-keyshortcuts="Alt+S"
          onClick={() => {
            onSay(view.id);
          }}
        >
          <Icon name="check" /> {t('said')} <Kbd>Alt S</Kbd>
        </button>
      </div>
    </article>
  );
}

function Steps({ steps }: { readonly steps: readonly StepView[] }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <ol className="steps" aria-label={t('course')}>
      {steps.map((step, index) => (
        <li key={step.kind} data-done={step.isDone} aria-current={step.isNow ? 'step' : undefined}>
          <span className="step-mark" aria-hidden="true">
            {step.isDone ? '✓' : String(index + 1)}
          </span>
          {t(`step.${step.kind}`)}
          {step.isDone ? <span className="visually-hidden">{t('stepDone')}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** Everything that is not a next step, behind one key: few callers need it, and it may be long. */
function MoreLines({ choice, onSay }: Pick<PhrasePanelProps, 'choice' | 'onSay'>): ReactNode {
  const { t } = useTranslation('phrases');
  const [isOpen, setIsOpen] = useState(false);
  if (choice.more.length === 0) return null;
  return (
    <details
      className="more-lines"
      open={isOpen}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('moreLines', { count: choice.more.length })}</summary>
      {isOpen
        ? choice.more.map((line) => (
            <PhraseRow key={line.moment.id} view={choice.show(line)} keyHint={undefined} onSay={onSay} />
          ))
        : null}
    </details>
  );
}

function reasonText(t: TFunction<'phrases'>, { code, params }: LineView['reason']): string {
  const festival = festivals.find((entry) => entry === params?.['festival']);
  return t(`reason.${code}`, { ...params, ...(festival && { festival: t(`festival.${festival}`) }) });
}
