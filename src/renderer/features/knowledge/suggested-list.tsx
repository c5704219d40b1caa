import { useEffect, useState, type ReactNode } from 'react';
import type { SearchHit } from '../../../shared/domain/article.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import './article-texts.ts';

export interface SuggestedListProps {
  readonly desk: DeskApi;
  /** What the call may be about, the surest first, a line each. */
  readonly clues: string;
  readonly onOpen: (id: ArticleId) => void;
}

const hitsOfClue = 4;
const hitsShown = 6;
/** The agent writes on: he is not asked for at every letter. */
const askAfterMs = 400;

/** What the running call is about comes by itself as long as the agent asks nothing; it never takes the focus. */
export function SuggestedList({ desk, clues, onOpen }: SuggestedListProps): ReactNode {
  const { t } = useTranslation('articles');
  const [found, setFound] = useState<{ readonly clues: string; readonly hits: readonly SearchHit[] }>();
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      void hitsFor(desk, clues).then((hits) => {
        if (!isStale) setFound({ clues, hits });
      });
    }, askAfterMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [desk, clues]);
  const hits = clues === '' ? [] : (found?.hits ?? []);
  if (hits.length === 0) return null;
  return (
    <section aria-label={t('suggested')} data-testid="suggested">
      <h3 className="empty small quiet">{t('suggested')}</h3>
      <ul className="marked">
        {hits.map(({ id, lang, title }) => (
          <li key={id}>
            <button
              type="button"
              className="marked-row"
              onClick={() => {
                onOpen(id);
              }}
            >
              <ScriptText lang={lang} className="grow">
                {title.map(({ text }) => text).join('')}
              </ScriptText>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first of each clue, the surest clue first; an article once. */
async function hitsFor(desk: DeskApi, clues: string): Promise<SearchHit[]> {
  const queries = clues.split('\n').filter((clue) => clue !== '');
  const answers = await Promise.all(
    queries.map((query) => desk.invoke('knowledge:search', { query: query.slice(0, 200), limit: hitsOfClue })),
  );
  const hits = answers.flatMap((answer) => (answer.ok ? answer.value.hits : []));
  return hits.filter(({ id }, index) => hits.findIndex((other) => other.id === id) === index).slice(0, hitsShown);
}
