import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { callerLanguageNames } from '../../i18n/language-names.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { courseSteps, type Choice, type ChoiceContext, type PhraseView } from './phrase-choice.ts';
import { SaidList, type SaidLine } from './said-list.tsx';
import './phrases.css';

export interface PhrasePanelProps {
  readonly context: ChoiceContext;
  /** All of them, in the order of the tabs and their keys. */
  readonly languages: readonly CallerLanguage[];
  readonly choice: Choice;
  readonly said: readonly SaidLine[];
  readonly onLanguage: (language: CallerLanguage) => void;
  readonly onSay: (id: string) => void;
  readonly onTakeBack: (id: string) => void;
  /** Shown while nothing is to be said: no call, or one that is over. */
  readonly idle: ReactNode;
}

/** What to say now, what comes next, what was said. */
export function PhrasePanel(props: PhrasePanelProps): ReactNode {
  const { t } = useTranslation('phrases');
  const { choice, context } = props;
  return (
    <section className="column phrases" aria-label={t('panel')}>
      <LanguageTabs languages={props.languages} language={context.language} onLanguage={props.onLanguage} />
      {choice.now ? <Prompt view={choice.now} onSay={props.onSay} /> : props.idle}
      {choice.now || props.said.length > 0 ? (
        <>
          {choice.now ? <Steps context={context} /> : <h2 className="heading said-heading">{t('saidInCall')}</h2>}
          <div className="phrase-list">
            {choice.next.map((view, index) => (
              <PhraseRow
                key={view.id}
                view={view}
                keyHint={index < 9 ? String(index + 1) : undefined}
                onSay={props.onSay}
              />
            ))}
            <SaidList lines={props.said} onTakeBack={props.onTakeBack} />
          </div>
        </>
      ) : null}
    </section>
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

const statusTone: Record<PhraseView['status'], Tone> = {
  approved: 'plain',
  draft: 'draft',
  inReview: 'draft',
  retired: 'draft',
  missing: 'draft',
};

function StatusTag({ view }: { readonly view: PhraseView }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <Tag tone={statusTone[view.status]}>
      {view.status === 'approved' && view.reviewer
        ? t('approvedBy', { agentNo: view.reviewer })
        : t(`status.${view.status}`)}
    </Tag>
  );
}

/** The one phrase to say now: the largest thing on the screen. */
function Prompt({ view, onSay }: { readonly view: PhraseView; readonly onSay: (id: string) => void }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <article className="prompt" data-testid="prompt" data-moment={view.moment} data-lang={view.lang}>
      <div className="row">
        <Tag tone="accent">{t('sayNow')}</Tag>
        <span className="small quiet">{t(`moment.${view.moment}`)}</span>
        <StatusTag view={view} />
        <span className="small quiet push">{t(`reason.${view.reason}`)}</span>
      </div>
      {view.isOwnWords ? <p className="own-words">{t('ownWords')}</p> : null}
      <ScriptText as="p" lang={view.large.lang} className="prompt-text">
        {view.large.text}
      </ScriptText>
      {view.isOwnWords ? null : view.gloss !== view.large.text ? <p className="prompt-gloss">{view.gloss}</p> : null}
      {view.draft !== undefined && view.draft !== view.large.text ? (
        <p className="prompt-draft">
          <Tag tone="draft">{t('draftOf', { language: t(`language.${view.lang}`) })}</Tag>{' '}
          <ScriptText lang={view.lang}>{view.draft}</ScriptText>
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

function Steps({ context }: { readonly context: ChoiceContext }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <ol className="steps" aria-label={t('course')}>
      {courseSteps(context).map((step, index) => (
        <li key={step.moment} data-done={step.isDone} aria-current={step.isNow ? 'step' : undefined}>
          <span className="step-mark" aria-hidden="true">
            {step.isDone ? '✓' : String(index + 1)}
          </span>
          {t(`step.${step.moment}`)}
          {step.isDone ? <span className="visually-hidden">{t('stepDone')}</span> : null}
        </li>
      ))}
    </ol>
  );
}

interface PhraseRowProps {
  readonly view: PhraseView;
  readonly keyHint: string | undefined;
  readonly onSay: (id: string) => void;
}

function PhraseRow({ view, keyHint, onSay }: PhraseRowProps): ReactNode {
  const { t } = useTranslation('phrases');
  const second = view.isOwnWords ? view.draft : view.gloss;
  return (
    <button
      type="button"
      className="phrase-row"
      aria-keyshortcuts={keyHint ? `Alt+${keyHint}` : undefined}
      onClick={() => {
        onSay(view.id);
      }}
    >
      <span className="phrase-key">{keyHint ? <Kbd>{keyHint}</Kbd> : null}</span>
      <span className="phrase-moment">{t(`moment.${view.moment}`)}</span>
      <span className="phrase-texts">
        <ScriptText lang={view.large.lang} className="phrase-large">
          {view.large.text}
        </ScriptText>
        {second !== undefined && second !== view.large.text ? (
          <span className="phrase-second">
            {view.isOwnWords ? `${t('ownWordsShort')} · ` : ''}
            <ScriptText lang={view.isOwnWords ? view.lang : 'zh-Hans'}>{second}</ScriptText>
          </span>
        ) : null}
      </span>
      <StatusTag view={view} />
    </button>
  );
}
