import { useCallback, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { momentKinds } from '../../../shared/domain/moment.ts';
import type { Scenario, ScenarioEnd, ScenarioWay } from '../../../shared/domain/scenario.ts';
import { nextDeed, viewGuide, type GuideView } from '../../../shared/training/caller-guide.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Meter } from '../../ui/meter.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { RolePlayStore } from './role-play-parts.ts';

export interface CallerGuideProps {
  readonly store: RolePlayStore;
  readonly scenario: Scenario;
  readonly isTalking: boolean;
}

/** Who he is, what he says next, and where it leads: for a person who plays the caller. */
export function CallerGuide({ store, scenario, isTalking }: CallerGuideProps): ReactNode {
  const { t } = useTranslation('pair');
  const { t: ofPhone } = useTranslation('phone');
  const { guide, isHeld, repeatAskedAt } = useStore(store);
  if (!guide) return null;
  const view = viewGuide(guide, scenario);
  const next = nextDeed(guide, scenario);
  return (
    <div className="caller-guide" data-testid="caller-guide" data-step={guide.step} data-said={guide.said}>
      <p>
        <Tag>{ofPhone(`mood.${scenario.mood}`)}</Tag> {scenario.persona}
      </p>
      <p className="small">
        <span className="quiet">{t('reason')}</span> {scenario.reason}
      </p>
      {scenario.facts.length === 0 ? null : (
        <details className="small" open={!isTalking}>
          <summary className="quiet">{t('facts')}</summary>
          <ul>
            {scenario.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
      {isTalking ? <Loudness store={store} /> : null}
      {isHeld ? <p className="message">{t('onHold')}</p> : null}
      {repeatAskedAt === undefined ? null : (
        <p className="message" role="status">
          {t('repeatAsked')}
        </p>
      )}
      <h3 className="heading small">{t('lines')}</h3>
      <Lines view={view} lang={scenario.lang} />
      {isTalking ? (
        <>
          {next?.type === 'lineSaid' ? (
            <Button
              kind="primary"
              keyHint="Alt ⇧ K"
              data-testid="guide-said"
              onClick={() => store.actions.guide({ type: 'lineSaid' })}
            >
              {t('said')}
            </Button>
          ) : null}
          <Button
            kind="danger"
            keyHint={next?.type === 'hangUp' ? 'Alt ⇧ K' : 'F4'}
            data-testid="role-play-hang-up"
            onClick={store.actions.hangUp}
          >
            {t('hangUp')}
          </Button>
          {view.end ? <p className="small">{t(endTextOf(view.end))}</p> : null}
          <Ways store={store} step={guide.step} view={view} />
        </>
      ) : null}
    </div>
  );
}

/** That he is heard, and hears. */
function Loudness({ store }: { readonly store: RolePlayStore }): ReactNode {
  const { t } = useTranslation('phone');
  const mine = useCallback(() => store.levels().mine, [store]);
  const theirs = useCallback(() => store.levels().theirs, [store]);
  return (
    <div className="row meters" aria-hidden="true">
      {t('levelMine')}
      <Meter read={mine} testId="pair-level-mine" />
      {t('levelTheirs')}
      <Meter read={theirs} testId="pair-level-theirs" />
    </div>
  );
}

/** The line that comes next stands out; those before it stay to be looked back at. */
function Lines({ view, lang }: { readonly view: GuideView; readonly lang: Scenario['lang'] }): ReactNode {
  return (
    <ol className="guide-lines">
      {view.lines.map(({ text, gloss }, index) => (
        <li
          key={text}
          data-place={index < view.said ? 'said' : index === view.said ? 'next' : 'later'}
          aria-current={index === view.said ? 'step' : undefined}
        >
          <ScriptText as="span" lang={lang} className="caption-text">
            {text}
          </ScriptText>
          {gloss === text ? null : <span className="quiet">{gloss}</span>}
        </li>
      ))}
    </ol>
  );
}

interface WaysProps {
  readonly store: RolePlayStore;
  readonly step: string;
  readonly view: GuideView;
}

function Ways({ store, step, view }: WaysProps): ReactNode {
  const { t } = useTranslation('pair');
  const { t: ofPhrases } = useTranslation('phrases');
  if (view.ways.length === 0) return null;
  const nameOf = (ref: string): string => {
    const kind = momentKinds.find((each) => ref === each || ref.startsWith(`${each}.`));
    return kind ? ofPhrases(`moment.${kind}`) : ref;
  };
  const textOf = (way: ScenarioWay): string => {
    switch (way.on) {
      case 'said':
        return t('way.said', { what: [...new Set(way.moments.map(nameOf))].join(' · ') });
      case 'heldLonger':
      case 'silence':
      case 'over':
        return t(`way.${way.on}`, { s: way.s });
      default:
        return t(`way.${way.on}`);
    }
  };
  return (
    <>
      <h3 className="heading small">{t('ways')}</h3>
      <ul className="guide-ways">
        {view.ways.map(({ way, isEarned, first }, nth) => (
          <li key={`${step}-${String(nth)}`}>
            <button
              type="button"
              className="practice-caller"
              data-earned={isEarned}
              data-testid={`guide-way-${String(nth)}`}
              aria-keyshortcuts={`Alt+${String(nth + 1)}`}
              onClick={() => store.actions.guide({ type: 'wayTaken', nth })}
            >
              <span className="grow">
                {textOf(way)} {isEarned ? <Tag tone="call">{t('earned')}</Tag> : null}
                {first ? <span className="quiet small">→ {first.gloss}</span> : null}
              </span>
              <Kbd>{`Alt ${String(nth + 1)}`}</Kbd>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function endTextOf({ kind }: ScenarioEnd) {
  return `endOf.${kind}` as const;
}
