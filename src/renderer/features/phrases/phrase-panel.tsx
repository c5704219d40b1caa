import { memo, useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { SlotName } from '../../../shared/domain/moment.ts';
import { describeLanguage } from '../../../shared/language/languages.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { ScriptText } from '../../ui/script-text.tsx';
import type { LineView } from '../../../shared/script/line-view.ts';
import { FinderField } from './finder-field.tsx';
import { FinderList } from './finder-list.tsx';
import type { FinderStore, LineFinder } from './line-finder.ts';
import { FlowBar, type FlowBarProps } from './flow-bar.tsx';
import type { Choice } from './phrase-choice.ts';
import { PhraseLines } from './phrase-lines.tsx';
import { Prompt, type PromptProps } from './prompt.tsx';
import { SaidList, type SaidLine } from './said-list.tsx';
import type { Reach } from './use-steady-choice.ts';
import './phrases.css';

export interface PhrasePanelProps {
  /** What the panel is about: another call closes what was looked for in this one. */
  readonly callId: string | undefined;
  readonly language: CallerLanguage;
  /** What the exchange called the language where nobody knows it: the words are Mandarin until the agent says more. */
  readonly unknownLanguage: string | undefined;
  /** All of them, in the order of the tabs and their keys. */
  readonly languages: readonly CallerLanguage[];
  readonly choice: Choice;
  /** Hears when the agent reaches for the lines: they keep their places then. */
  readonly reach: Reach;
  readonly finder: LineFinder;
  readonly finderStore: FinderStore;
  readonly said: readonly SaidLine[];
  readonly script: FlowBarProps['script'];
  readonly stopLossAt: FlowBarProps['stopLossAt'];
  readonly onMark: FlowBarProps['onMark'];
  readonly colleagues: FlowBarProps['colleagues'];
  readonly onColleague: FlowBarProps['onColleague'];
  /** Into a gap of the line on top, in the language that the line is in. */
  readonly onFill: (slot: SlotName, text: string, lang: CallerLanguage) => void;
  /** Whether the line on top stands beside what it means and what it sounds like. */
  readonly isSideBySide: boolean;
  readonly onSideBySide: () => void;
  readonly prompter: PromptProps['prompter'];
  readonly onPrompter: () => void;
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
    <section className="column phrases" aria-label={t('panel')} {...props.reach}>
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
      {props.unknownLanguage === undefined ? null : <UnknownLanguage sent={props.unknownLanguage} />}
      <Prompt
        view={now}
        onSay={onSay}
        onFill={props.onFill}
        isSideBySide={props.isSideBySide}
        onSideBySide={props.onSideBySide}
        prompter={props.prompter}
        onPrompter={props.onPrompter}
      />
      <FlowBar
        script={props.script}
        stopLossAt={props.stopLossAt}
        onMark={props.onMark}
        colleagues={props.colleagues}
        onColleague={props.onColleague}
      />
      {view.kind === 'closed' ? (
        <PhraseLines choice={choice} said={props.said} onSay={onSay} onTakeBack={props.onTakeBack} />
      ) : (
        <FinderList store={finderStore} finder={finder} hits={hits} onSay={onSay} />
      )}
    </>
  );
}

/** The exchange's own word stands apart, whatever letters it is in. */
function UnknownLanguage({ sent }: { readonly sent: string }): ReactNode {
  const { t } = useTranslation('phrases');
  return (
    <p className="unknown-language" role="status" data-testid="unknown-language">
      {t('unknownLanguage', { sent: `\u2068${sent}\u2069` })}
    </p>
  );
}

const LanguageTabs = memo(function LanguageTabs({
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
          <ScriptText lang={entry}>{describeLanguage(entry).name}</ScriptText>
        </button>
      ))}
    </div>
  );
});
