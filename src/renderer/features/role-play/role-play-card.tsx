import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import { isAgreed, type RolePlayState } from '../../../shared/training/role-play.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { CallerGuide } from './caller-guide.tsx';
import { ColleagueMarks } from './colleague-marks.tsx';
import type { RolePlayStore } from './role-play-parts.ts';
import './role-play.css';

export interface RolePlayCardProps {
  readonly store: RolePlayStore;
  /** Those that can be played next. */
  readonly scenarios: readonly Scenario[];
}

type Shown = Exclude<RolePlayState, { kind: 'idle' }>;
/** As the key map has it by default. */
const stepKey = 'Alt ⇧ K';

/** A practice call with a colleague: the invitation, whose turn it is, and what whoever plays the caller goes by. */
export function RolePlayCard({ store, scenarios }: RolePlayCardProps): ReactNode {
  const { t, i18n } = useTranslation('pair');
  const { play, error } = useStore(store);
  if (play.kind === 'idle') return null;
  const { colleague, part, scenarioId } = play;
  const scenario = scenarios.find(({ id }) => id === scenarioId);
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  return (
    <section
      className="pane role-play"
      aria-label={t('title')}
      data-testid="role-play"
      data-state={play.kind}
      data-part={part}
    >
      <h2 className="heading">
        {t('title')}
        {isAgreed(play) ? (
          <Button className="push" kind="quiet" data-testid="role-play-end" onClick={() => store.actions.end('over')}>
            {t('end')}
          </Button>
        ) : null}
      </h2>
      <p className="practice-note">{t('always')}</p>
      <p className="small">
        {t(part === 'agent' ? 'partsAgent' : 'partsCaller', { colleague })}
        {scenario ? <b> {scenario.title[locale] ?? scenario.title['zh-CN']}</b> : null}
      </p>
      <p role="status">{t(statusOf(play), { colleague })}</p>
      <ErrorNote error={error} />
      <Keys store={store} play={play} />
      {play.kind === 'over' ? <Over store={store} play={play} scenarios={scenarios} /> : null}
      {scenario && part === 'caller' && isAgreed(play) && play.kind !== 'over' ? (
        <CallerGuide store={store} scenario={scenario} isTalking={play.kind === 'talking'} />
      ) : null}
    </section>
  );
}

function statusOf(play: Shown) {
  switch (play.kind) {
    case 'inviting':
    case 'invited':
    case 'over':
      return `status.${play.kind}` as const;
    case 'ready':
    case 'ringing':
    case 'talking':
      return `status.${play.kind}.${play.part}` as const;
    case 'closed':
      return `closed.${play.reason}` as const;
  }
}

function Keys({ store, play }: { readonly store: RolePlayStore; readonly play: Shown }): ReactNode {
  const { t } = useTranslation('pair');
  const target = useStore(store, (state) => state.target);
  const { actions } = store;
  switch (play.kind) {
    case 'inviting':
      return (
        <Button data-testid="role-play-withdraw" onClick={() => actions.end('over')}>
          {t('withdraw')}
        </Button>
      );
    case 'invited':
      return (
        <div className="row">
          <Button
            kind="primary"
            keyHint={stepKey}
            data-testid="role-play-accept"
            onClick={() => actions.answer('accepted')}
          >
            {t('accept')}
          </Button>
          <Button data-testid="role-play-decline" onClick={() => actions.answer('declined')}>
            {t('decline')}
          </Button>
        </div>
      );
    case 'ready':
      if (play.part === 'agent') return null;
      return (
        <Button
          kind="primary"
          keyHint={stepKey}
          data-testid="role-play-ring"
          disabled={target === undefined}
          onClick={() => void actions.ring()}
        >
          {t(target === undefined ? 'noLine' : 'ring', { colleague: play.colleague })}
        </Button>
      );
    case 'ringing':
      if (play.part === 'agent') return null;
      return (
        <Button kind="danger" data-testid="role-play-hang-up" onClick={actions.hangUp}>
          {t('giveUp')}
        </Button>
      );
    case 'closed':
      return (
        <Button keyHint={stepKey} data-testid="role-play-dismiss" onClick={actions.dismiss}>
          {t('dismiss')}
        </Button>
      );
    case 'talking':
    case 'over':
      return null;
  }
}

interface OverProps extends RolePlayCardProps {
  readonly play: Extract<RolePlayState, { kind: 'over' }>;
}

/** After a round: what it came to, what the ear says, and the next one with the parts changed. */
function Over({ store, play, scenarios }: OverProps): ReactNode {
  const { t, i18n } = useTranslation('pair');
  const { sheet, part, colleague, marks, scenarioId } = play;
  const isHandedOver = useStore(store, (state) => state.isHandedOver);
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  return (
    <>
      {isHandedOver ? <p className="quiet">{t('handedOver', { colleague })}</p> : null}
      <p data-testid="role-play-score">
        {sheet === undefined
          ? t('scoreWaits')
          : t(part === 'agent' ? 'scoreOwn' : 'scoreTheirs', { score: sheet.score, colleague })}
      </p>
      {part === 'caller' && sheet ? (
        <ColleagueMarks colleague={colleague} marks={marks} onMarks={store.actions.mark} />
      ) : null}
      <Button kind="primary" data-testid="role-play-swap" onClick={() => store.actions.swap()}>
        {t('swap')}
      </Button>
      <label className="role-play-next">
        <span className="small quiet">{t('swapTo')}</span>
        <select
          className="input"
          name="rolePlayNext"
          value=""
          onChange={({ target }) => {
            const next = scenarios.find(({ id }) => id === target.value);
            if (next) store.actions.swap(next.id);
          }}
        >
          <option value="">—</option>
          {scenarios
            .filter(({ id }) => id !== scenarioId)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title[locale] ?? title['zh-CN']}
              </option>
            ))}
        </select>
      </label>
    </>
  );
}
