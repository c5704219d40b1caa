import type { ReactNode } from 'react';
import { nudgeRule } from '../../../shared/care/rest-nudge.ts';
import { nudgeLimits, talkLimits, type CareChoice } from '../../../shared/domain/voice-care.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import './care.css';

export interface CareSectionProps {
  readonly choice: CareChoice;
  /** Minutes after which the centre wants a talk to count as long. */
  readonly centreLimitMin: number | undefined;
  readonly onChange: (change: CareChoice) => void;
}

/** What the desk tells the agent for the sake of his voice. */
export function CareSection({ choice, centreLimitMin, onChange }: CareSectionProps): ReactNode {
  const { t } = useTranslation('care');
  const { isTalkShown = true, isTalkTimed = true, isNudged = true } = choice;
  const [pause, stands, every] = [nudgeRule.pauseMs, nudgeRule.standsMs, nudgeRule.everyMs].map((ms) => ms / 60_000);
  return (
    <section className="sound-part" data-testid="care-section">
      <h3 className="heading">{t('title')}</h3>
      <p className="small quiet">{t('talkWhat')}</p>
      <Switch name="careTalk" isOn={isTalkShown} onSwitch={(isOn) => onChange({ isTalkShown: isOn })}>
        {t('showTalk')}
      </Switch>
      <Switch name="careTimed" isOn={isTalkTimed} onSwitch={(isOn) => onChange({ isTalkTimed: isOn })}>
        {t('timeTalks')}
      </Switch>
      {isTalkTimed ? (
        <NumberField
          name="careTalkLimit"
          limits={talkLimits}
          value={choice.talkLimitMin}
          isOptional
          onValue={(talkLimitMin) => onChange({ talkLimitMin })}
        >
          {centreLimitMin === undefined ? t('talkLimit') : t('talkLimitCentre', { minutes: centreLimitMin })}
        </NumberField>
      ) : null}
      <Switch name="careNudge" isOn={isNudged} onSwitch={(isOn) => onChange({ isNudged: isOn })}>
        {t('nudge')}
      </Switch>
      {isNudged ? (
        <>
          <NumberField
            name="careNudgeAfter"
            limits={nudgeLimits}
            value={choice.nudgeAfterMin ?? nudgeLimits.usual}
            onValue={(nudgeAfterMin) => onChange({ nudgeAfterMin })}
          >
            {t('nudgeAfter')}
          </NumberField>
          <p className="small quiet">{t('nudgeHow', { pause, stands, every })}</p>
        </>
      ) : null}
    </section>
  );
}

interface SwitchProps {
  readonly name: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly children: ReactNode;
}

function Switch({ name, isOn, onSwitch, children }: SwitchProps): ReactNode {
  return (
    <label className="row">
      <input type="checkbox" name={name} checked={isOn} onChange={({ target }) => onSwitch(target.checked)} />
      {children}
    </label>
  );
}
