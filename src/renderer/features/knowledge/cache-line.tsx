import { useEffect, useState, type ReactNode } from 'react';
import { budgetsMb, bytesPerMb, type KnowledgeCache } from '../../../shared/domain/knowledge-cache.ts';
import { enclosureBudgetsMb, type EnclosureCacheState } from '../../../shared/domain/enclosure.ts';
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
      {isAtRest ? <Enclosures desk={desk} /> : null}
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

/** Files come many a second; how many there are is looked at this often, ms. */
const lookEveryMs = 1500;

/** Pictures and documents of articles; nothing where no article has any. */
function Enclosures({ desk }: { readonly desk: DeskApi }): ReactNode {
  const { t } = useTranslation('articles');
  const [state, setState] = useState<EnclosureCacheState>();
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const result = await desk.invoke('knowledge:enclosures', {});
      if (result.ok && !isGone) setState(result.value);
    };
    const lookSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void look();
      }, lookEveryMs);
    };
    void look();
    const offs = [desk.on('enclosureCame', lookSoon), desk.on('knowledgeUpdated', lookSoon)];
    const offSettings = desk.on('settingsChanged', () => void look());
    return () => {
      isGone = true;
      clearTimeout(timer);
      for (const off of [...offs, offSettings]) off();
    };
  }, [desk]);
  if (!state || state.count + state.awaited === 0) return null;
  return (
    <div className="row small quiet" data-testid="enclosure-line">
      <span className="grow">
        {t('enclosureSize', { n: state.count, mb: Math.ceil(state.bytes / bytesPerMb) })}
        {state.awaited > 0 ? ` · ${t('enclosuresAwaited', { n: state.awaited })}` : null}
      </span>
      <Budget
        name="enclosureMb"
        bytes={state.budget}
        choices={enclosureBudgetsMb}
        onChoose={(mb) => void desk.invoke('settings:set', { enclosureMb: mb })}
      />
    </div>
  );
}

function Size({ desk, cache }: { readonly desk: DeskApi; readonly cache: KnowledgeCache }): ReactNode {
  const { t } = useTranslation('articles');
  return (
    <div className="row small quiet">
      <span className="grow">
        {t('cacheSize', { n: cache.cached, mb: Math.ceil(cache.bytes / bytesPerMb) })}
        {cache.parked > 0 ? ` · ${t('parked', { n: cache.parked })}` : null}
      </span>
      <Budget
        name="knowledgeMb"
        bytes={cache.budget}
        choices={budgetsMb}
        onChoose={(mb) => void desk.invoke('settings:set', { knowledgeMb: mb })}
      />
    </div>
  );
}

interface BudgetProps {
  readonly name: 'knowledgeMb' | 'enclosureMb';
  readonly bytes: number;
  /** MB. */
  readonly choices: readonly number[];
  readonly onChoose: (mb: number) => void;
}

function Budget({ name, bytes, choices, onChoose }: BudgetProps): ReactNode {
  const { t } = useTranslation('articles');
  const chosen = Math.round(bytes / bytesPerMb);
  const all = [...new Set([...choices, chosen])].sort((a, b) => a - b);
  return (
    <label className="row">
      {t('budget')}
      <select
        className="input"
        name={name}
        value={chosen}
        onChange={(event) => {
          onChoose(Number(event.target.value));
        }}
      >
        {all.map((mb) => (
          <option key={mb} value={mb}>
            {t('megabytes', { mb })}
          </option>
        ))}
      </select>
    </label>
  );
}
