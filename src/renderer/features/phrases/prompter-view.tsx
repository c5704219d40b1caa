import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { paceLimits, promptSizes, type PaceUnit, type PanelChoice } from '../../../shared/domain/panel-choice.ts';
import type { LineView } from '../../../shared/script/line-view.ts';
import { clausesOf, paceIn, paceUnitOf } from '../../../shared/script/clauses.ts';
import { msOf, msToNextClause, placeAt, type Prompter } from '../../../shared/script/prompter.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { isHanLanguage } from '../../../shared/script/reading-units.ts';
import { FillContext, LineSegments, type FillSlot } from './line-segments.tsx';
import type { PrompterStore } from './prompter-store.ts';
import { ReadParts } from './read-segments.tsx';
import './prompter.css';

export interface PrompterControls {
  readonly store: PrompterStore;
  /** Units a minute, of each unit. */
  readonly chosenPace: PanelChoice['pace'];
  readonly size: number;
  readonly onPace: (unit: PaceUnit, pace: number) => void;
  readonly onSize: (size: number) => void;
}

export interface PrompterViewProps {
  readonly controls: PrompterControls;
  /** Another line begins anew, were its clauses as long as those of the last one. */
  readonly lineId: string;
  readonly large: LineView['large'];
  /** With the sounds of its characters above them; undefined for a line that is shown without. */
  readonly reading: { readonly packReading: string | undefined } | undefined;
  /** Each clause drawn in another way, one piece each. */
  readonly pieces?: readonly ReactNode[];
  readonly onFill: FillSlot;
}

/** The line as a drill has it: large, the clause marked that is to be said, and led on at a pace. */
export function PrompterView({
  controls,
  lineId,
  large,
  reading,
  pieces: drawn,
  onFill,
}: PrompterViewProps): ReactNode {
  const { t } = useTranslation('phrases');
  const { store, size } = controls;
  const { lang, segments } = large;
  const unit = paceUnitOf(lang);
  const clauses = useMemo(() => clausesOf(segments, lang), [segments, lang]);
  const parts = useMemo(() => clauses.map(({ segments: part }) => part), [clauses]);
  // A line that is worked out again says the same as long as its clauses are as long.
  const lengths = clauses.map(({ length }) => length).join(' ');
  const pace = paceIn(controls.chosenPace, lang);
  const begin = useRef(pace);
  useEffect(() => {
    begin.current = pace;
    store.getState().send({ type: 'pace', pace });
  }, [store, pace]);
  useEffect(() => {
    const { load } = store.getState();
    load(lengths.split(' ').map(Number), begin.current);
    return () => {
      load(undefined, begin.current);
    };
  }, [store, lineId, lengths, lang]);
  const prompter = useStore(store, (state) => state.prompter);
  const now = usePlaceChanges(prompter);
  const place = prompter && placeAt(prompter, now);
  const current = useRef<HTMLSpanElement>(null);
  const at = place?.clause;
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at, size]);
  // The line under a clause goes on from where the clause is, whenever that or its pace changes.
  useLayoutEffect(() => {
    const [animation] = current.current?.getAnimations() ?? [];
    const length = at === undefined ? undefined : clauses[at]?.length;
    if (!animation || !prompter || length === undefined) return;
    animation.currentTime = placeAt(prompter, performance.now()).share * msOf(length, prompter.pace);
  }, [at, prompter, clauses]);
  const shown = (pieces: readonly ReactNode[]): ReactNode =>
    clauses.map(({ length }, index) => {
      const isNow = prompter?.kind !== 'ready' && index === at && place?.isFinished === false;
      const isWaiting = at === undefined || prompter?.kind === 'ready' || index > at;
      return (
        <span
          key={index}
          ref={index === at ? current : undefined}
          className="clause"
          data-state={isNow ? 'now' : isWaiting ? 'waiting' : 'said'}
          style={isNow && prompter ? guide(prompter, length) : undefined}
        >
          {pieces[index]}
        </span>
      );
    });
  return (
    <>
      {/* Scrolls when the letters are large: by keys as well. */}
      <div className="prompter-text" role="group" aria-label={t('prompter')} tabIndex={0}>
        <ScriptText as="p" lang={lang} className={`prompt-text prompter-size-${String(size)}`}>
          <FillContext value={onFill}>
            {reading && isHanLanguage(lang) ? (
              <ReadParts parts={parts} lang={lang} packReading={reading.packReading}>
                {shown}
              </ReadParts>
            ) : (
              shown(drawn ?? parts.map((segments, index) => <LineSegments key={index} segments={segments} />))
            )}
          </FillContext>
        </ScriptText>
      </div>
      <PrompterKeys
        controls={controls}
        unit={unit}
        pace={pace}
        prompter={prompter}
        isFinished={place?.isFinished === true}
      />
    </>
  );
}

/** The line under a clause grows for as long as the clause takes. */
function guide({ kind, pace }: Prompter, length: number): CSSProperties {
  return {
    animationDuration: `${msOf(length, pace).toFixed(0)}ms`,
    animationPlayState: kind === 'running' ? 'running' : 'paused',
  };
}

/** The page's clock, looked at when a clause begins and when anything is done: nothing is rendered between. */
function usePlaceChanges(prompter: Prompter | undefined): number {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const now = performance.now();
  const ms = prompter && msToNextClause(prompter, now);
  useEffect(() => {
    if (ms === undefined) return;
    const timer = setTimeout(lookAgain, Math.max(1, Math.ceil(ms)));
    return () => {
      clearTimeout(timer);
    };
  }, [ms]);
  return now;
}

function PrompterKeys({
  controls,
  unit,
  pace,
  prompter,
  isFinished,
}: {
  readonly controls: PrompterControls;
  readonly unit: PaceUnit;
  readonly pace: number;
  readonly prompter: Prompter | undefined;
  readonly isFinished: boolean;
}): ReactNode {
  const { t } = useTranslation('phrases');
  const { store, size, onSize, onPace } = controls;
  const isRunning = prompter?.kind === 'running' && !isFinished;
  return (
    <div
      className="row prompter-keys"
      role="group"
      aria-label={t('prompterKeys')}
      data-testid="prompter"
      data-running={isRunning}
    >
      <Button
        keyHint="F7"
        icon={<Icon name={isRunning ? 'pause' : 'play'} />}
        onClick={() => {
          store.getState().send({ type: 'toggle' });
        }}
      >
        {t(isRunning ? 'prompterPause' : 'prompterStart')}
      </Button>
      <Button
        kind="quiet"
        keyHint="Alt ,"
        aria-label={t('prompterSlower')}
        title={t('prompterSlower')}
        disabled={pace <= paceLimits.min}
        onClick={() => {
          onPace(unit, pace - paceLimits.step);
        }}
      >
        −
      </Button>
      <label className="row">
        <PaceField key={pace} pace={pace} onPace={(next) => onPace(unit, next)} />
        <span className="small quiet">{t(`pace.${unit}`)}</span>
      </label>
      <Button
        kind="quiet"
        keyHint="Alt ."
        aria-label={t('prompterFaster')}
        title={t('prompterFaster')}
        disabled={pace >= paceLimits.max}
        onClick={() => {
          onPace(unit, pace + paceLimits.step);
        }}
      >
        +
      </Button>
      <span className="row push">
        <Button
          kind="quiet"
          keyHint="Alt -"
          aria-label={t('prompterSmaller')}
          title={t('prompterSmaller')}
          disabled={size <= promptSizes.min}
          onClick={() => {
            onSize(size - 1);
          }}
        >
          <span className="small">A</span>
        </Button>
        <Button
          kind="quiet"
          keyHint="Alt ="
          aria-label={t('prompterLarger')}
          title={t('prompterLarger')}
          disabled={size >= promptSizes.max}
          onClick={() => {
            onSize(size + 1);
          }}
        >
          <b>A</b>
        </Button>
      </span>
    </div>
  );
}

/** Taken when it is left or with Enter; what is no pace goes back to the one that is. */
function PaceField({ pace, onPace }: { readonly pace: number; readonly onPace: (pace: number) => void }): ReactNode {
  return (
    <input
      type="number"
      className="input pace-field num"
      name="pace"
      min={paceLimits.min}
      max={paceLimits.max}
      defaultValue={pace}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const { valueAsNumber, validity } = event.currentTarget;
        if (validity.valid && Number.isInteger(valueAsNumber)) {
          if (valueAsNumber !== pace) onPace(valueAsNumber);
        } else event.currentTarget.value = String(pace);
      }}
    />
  );
}
