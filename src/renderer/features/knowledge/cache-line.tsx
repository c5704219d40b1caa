import { useEffect, useState, type ReactNode } from 'react';
import { budgetsMb, bytesPerMb, type KnowledgeCache } from '../../../shared/domain/knowledge-cache.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import './article-texts.ts';

export interface CacheLineProps {
  readonly desk: DeskApi;
  /** Nothing is asked and nothing open: there is room to say how large it is. */
  readonly isAtRest: boolean;
}

/** How the machine's copy of the knowledge stands: how far its filling is, what is wrong with it, how large it may get. */
export function CacheLine({ desk, isAtRest }: CacheLineProps): ReactNode {
  const [cache, setCache] = useState<KnowledgeCache>();
  useEffect(() => {
    let isGone = false;
    void desk.invoke('knowledge:cache', {}).then((result) => {
      if (result.ok && !isGone) setCache((newer) => newer ?? result.value);
    });
    const off = desk.on('knowledgeUpdated', setCache);
    return () => {
      isGone = true;
      off();
    };
  }, [desk]);
  if (!cache) return null;
  const isQuiet = !cache.fill && !cache.problem;
  if (isQuiet && !isAtRest) return null;
  return (
    <footer className="cache-line" data-testid="cache-line">
      <ErrorNote error={cache.problem} />
      {cache.fill ? <Filling desk={desk} fill={cache.fill} isPaused={cache.isPaused} /> : null}
      {isAtRest || cache.problem ? <Size desk={desk} cache={cache} /> : null}
    </footer>
  );
}

interface FillingProps {
  readonly desk: DeskApi;
  readonly fill: { readonly done: number; readonly total: number };
  readonly isPaused: boolean;
}

function Filling({ desk, fill, isPaused }: FillingProps): ReactNode {
  const { t } = useTranslation('articles');
  const text = t(isPaused ? 'fillPaused' : 'fill', { done: fill.done, total: fill.total });
  return (
    <div className="row">
      <span className="grow small quiet">{text}</span>
      <progress max={fill.total} value={fill.done} aria-label={text} />
      <Button
        kind="quiet"
        onClick={() => {
          // What it became comes as an event.
          void desk.invoke('knowledge:rest', { isResting: !isPaused });
        }}
      >
        {t(isPaused ? 'resume' : 'pause')}
      </Button>
    </div>
  );
}

function Size({ desk, cache }: { readonly desk: DeskApi; readonly cache: KnowledgeCache }): ReactNode {
  const { t } = useTranslation('articles');
  const chosen = Math.round(cache.budget / bytesPerMb);
  const choices = [...new Set([...budgetsMb, chosen])].sort((a, b) => a - b);
  return (
    <div className="row small quiet">
      <span className="grow">
        {t('cacheSize', { n: cache.cached, mb: Math.ceil(cache.bytes / bytesPerMb) })}
        {cache.parked > 0 ? ` · ${t('parked', { n: cache.parked })}` : null}
      </span>
      <label className="row">
        {t('budget')}
        <select
          className="input"
          name="knowledgeMb"
          value={chosen}
          onChange={(event) => {
            void desk.invoke('settings:set', { knowledgeMb: Number(event.target.value) });
          }}
        >
          {choices.map((mb) => (
            <option key={mb} value={mb}>
              {t('megabytes', { mb })}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
