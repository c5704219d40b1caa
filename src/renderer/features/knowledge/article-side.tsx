import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Article } from '../../../shared/domain/article.ts';
import { articleLanguages, type ArticleLanguage } from '../../../shared/domain/language.ts';
import { hasHelped } from '../../../shared/domain/article-mark.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { lineDiff } from '../../../shared/text/line-diff.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import './article-texts.ts';
import { CompareSheet } from './compare-sheet.tsx';
import type { MarkStore } from './mark-store.ts';

export interface ArticleSideProps {
  readonly marks: MarkStore;
  readonly desk: DeskApi;
  readonly entry: CommandOutput<'knowledge:article'>;
  readonly onNotRight: () => void;
  /** Of what is marked, or of the part that the agent stands on. */
  readonly onCopyPart: () => void;
  readonly onTranslation: (id: ArticleId) => void;
  readonly read: (id: ArticleId) => Promise<Article | undefined>;
}

/** What is this agent's own about an article, how good it is, and in which languages it is there. */
export function ArticleSide({
  marks,
  desk,
  entry,
  onNotRight,
  onCopyPart,
  onTranslation,
  read,
}: ArticleSideProps): ReactNode {
  const { t } = useTranslation('articles');
  const { article } = entry;
  const { id, version } = article;
  useEffect(() => {
    void marks.open(id);
  }, [marks, id, version]);
  const { mark, notes, error, callId } = useStore(marks);
  const side = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Said by a key, while the foot of a long article may be out of sight.
    if (error) side.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const own = mark?.id === id ? mark : undefined;
  const isSaid = own !== undefined && hasHelped(own, version, callId);
  const isReported = own?.notRightVersion === version;
  return (
    <div ref={side} className="article-side" data-testid="article-side">
      <ErrorNote error={error} />
      <div className="tag-row">
        <Button kind="quiet" keyHint="Alt ⇧ U" aria-pressed={own?.isPinned ?? false} onClick={marks.togglePin}>
          {t(own?.isPinned ? 'pinned' : 'pin')}
        </Button>
        <Button
          kind="quiet"
          keyHint="Alt ⇧ C"
          // A press takes the mark from the text, which is what is to be copied.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={onCopyPart}
        >
          {t('copyPart')}
        </Button>
        <Button kind="quiet" keyHint="Alt ⇧ G" disabled={isSaid} onClick={marks.helped}>
          {t(isSaid ? 'hasHelped' : 'helped')}
        </Button>
        <Button kind="quiet" keyHint="Alt ⇧ R" disabled={isReported} onClick={onNotRight}>
          {t(isReported ? 'reported' : 'notRight')}
        </Button>
      </div>
      <Languages desk={desk} entry={entry} onTranslation={onTranslation} read={read} />
      {own ? (
        <Note
          key={id}
          text={notes[id] ?? own.note}
          onWrite={(note) => {
            marks.writeNote(id, note);
          }}
          onLeave={() => void marks.flush()}
        />
      ) : null}
    </div>
  );
}

export interface ArticleStateProps {
  readonly marks: MarkStore;
  readonly entry: CommandOutput<'knowledge:article'>;
}

/** How good an article is, and what changed in it since the agent read it. */
export function ArticleState({ marks, entry }: ArticleStateProps): ReactNode {
  const { t, i18n } = useTranslation('articles');
  const { article, helped } = entry;
  const { id, version } = article;
  const { mark, before } = useStore(marks);
  return (
    <div className="article-side">
      <div className="tag-row">
        <Tag>{t('version', { version })}</Tag>
        <Tag>{t('owner', { owner: article.owner })}</Tag>
        {helped === 0 ? null : <Tag tone="accent">{t('helpedCount', { n: helped })}</Tag>}
        {article.validFrom === undefined ? null : (
          <Tag tone={article.validFrom > Date.now() ? 'hold' : 'plain'}>
            {t('validFrom', { date: formatDate(i18n.language, article.validFrom) })}
          </Tag>
        )}
        {article.validUntil === undefined ? null : (
          <Tag tone={article.validUntil <= Date.now() ? 'danger' : 'plain'}>
            {t('validUntil', { date: formatDate(i18n.language, article.validUntil) })}
          </Tag>
        )}
        {Date.now() - article.updatedAt > staleAfterMs ? <Tag tone="hold">{t('stale')}</Tag> : null}
      </div>
      {mark?.id === id && before && before.version !== version ? (
        <Changes key={id} before={before} article={article} />
      ) : null}
    </div>
  );
}

const staleAfterMs = 365 * 24 * 3_600_000;

interface ChangesProps {
  readonly before: { readonly version: number; readonly at: number; readonly body: string };
  readonly article: Article;
}

function Changes({ before, article }: ChangesProps): ReactNode {
  const { t, i18n } = useTranslation('articles');
  const date = formatDate(i18n.language, before.at);
  const lines = lineDiff(before.body, article.body).filter(({ kind, text }) => kind !== 'same' && text !== '');
  return (
    <details className="changes message" data-tone="accent" open data-testid="changes">
      <summary>{t('changed', { date, version: before.version })}</summary>
      {lines.map(({ kind, text }, index) => (
        <ScriptText key={index} as={kind === 'gone' ? 'del' : 'ins'} lang={article.lang}>
          {text}
        </ScriptText>
      ))}
    </details>
  );
}

type LanguagesProps = Pick<ArticleSideProps, 'desk' | 'entry' | 'onTranslation' | 'read'>;

/** All languages an article can have: those that are there lead to it, those that are missing say so. */
function Languages({ desk, entry, onTranslation, read }: LanguagesProps): ReactNode {
  const { t } = useTranslation('articles');
  const { article, translations } = entry;
  const [beside, setBeside] = useState<Article>();
  const first = translations[0];
  const nameOf = (lang: ArticleLanguage): string => t(`language.${lang}`);
  return (
    <div className="tag-row" role="group" aria-label={t('languages')}>
      {articleLanguages.map((lang) => {
        const translation = translations.find((entryOf) => entryOf.lang === lang);
        if (lang === article.lang)
          return (
            <Tag key={lang} tone="accent">
              {nameOf(lang)}
            </Tag>
          );
        if (!translation)
          return (
            <Tag key={lang} tone="hold">
              {t('missing', { language: nameOf(lang) })}
            </Tag>
          );
        return (
          <button
            key={lang}
            type="button"
            className="button"
            onClick={() => {
              onTranslation(translation.id);
            }}
          >
            {nameOf(lang)}
          </button>
        );
      })}
      {first ? (
        <Button
          kind="quiet"
          onClick={() => {
            void read(first.id).then(setBeside);
          }}
        >
          {t('compare')}
        </Button>
      ) : null}
      {beside ? (
        <CompareSheet
          desk={desk}
          article={article}
          beside={beside}
          translations={translations}
          onBeside={(id) => {
            void read(id).then((other) => {
              if (other) setBeside(other);
            });
          }}
          onClose={() => {
            setBeside(undefined);
          }}
        />
      ) : null}
    </div>
  );
}

interface NoteProps {
  readonly text: string;
  readonly onWrite: (note: string) => void;
  readonly onLeave: () => void;
}

/** Kept at every pause in typing, and when the agent goes elsewhere; what could not be kept stays as it was typed. */
function Note({ text, onWrite, onLeave }: NoteProps): ReactNode {
  const { t } = useTranslation('articles');
  return (
    <label className="field article-note">
      {t('note')}
      <textarea
        className="input"
        name="articleNote"
        rows={1}
        maxLength={2000}
        value={text}
        onBlur={onLeave}
        onChange={(event) => {
          onWrite(event.target.value);
        }}
      />
    </label>
  );
}
