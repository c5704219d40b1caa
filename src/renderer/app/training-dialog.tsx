import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { isTeacher } from '../../shared/domain/agent.ts';
import { uiLocaleSchema, type UiLocale } from '../../shared/domain/language.ts';
import type { Scenario } from '../../shared/domain/scenario.ts';
import { promptSizes } from '../../shared/domain/panel-choice.ts';
import { CoachLine } from '../features/coach/coach-line.tsx';
import { LoudnessTarget } from '../features/coach/coach-section.tsx';
import { PrompterView } from '../features/phrases/prompter-view.tsx';
import { selectCurrentCall } from '../features/softphone/phone-store.ts';
import { drillSegments } from '../features/training/drill-text.tsx';
import { TrainingSheet } from '../features/training/training-sheet.tsx';
import type { ExamScenario } from '../features/training/exam-asking-on.tsx';
import { isCentreThere } from '../features/sync-status/sync-store.ts';
import { ExamPane } from '../features/training/exam-pane.tsx';
import { PairPane } from '../features/role-play/pair-pane.tsx';
import { ExamSeriesPane } from '../features/training/exam-series-pane.tsx';
import { TrainingFilePane } from '../features/training/training-file-pane.tsx';
import { useTranslation } from '../i18n/texts.tsx';
import { formatLocalMinute } from '../i18n/format.ts';
import { loadTexts } from '../i18n/load-texts.ts';
import { readKey } from './key-map.ts';
import './pair-texts.ts';
import { prompterDeed } from './panel-keys.ts';
import type { Stores } from './stores.ts';
import { useCoachTargets } from './use-coach-targets.ts';
import { useOwnKeys } from './use-own-keys.ts';
import { changePace, changePanel, panelChoiceOf, stepSize } from './use-panel-choice.ts';

loadTexts(
  'training',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/training.json', { eager: true }),
);

/** The reading drills with the teleprompter and the voice coach in them; a ring closes them. */
export function TrainingDialog({ stores }: { readonly stores: Stores }): ReactNode {
  const { drills, drillCoach, drillPrompter, session, phone } = stores;
  const { close } = drills.actions;
  const { lang = 'zh-Hans', drillId = '' } = useStore(drills);
  const choice = useStore(session, panelChoiceOf);
  const { keys } = useOwnKeys(session);
  const aims = useCoachTargets(stores, lang);
  const isRinging = useStore(phone, (state) => selectCurrentCall(state)?.state.kind === 'ringing');
  useEffect(() => {
    if (isRinging) close();
  }, [isRinging, close]);
  const isLive = useStore(session, ({ bootstrap }) => bootstrap?.profile.kind === 'live');
  const size = choice.promptSize ?? promptSizes.usual;
  const led = { session, prompter: drillPrompter };
  const { send } = drillPrompter.getState();
  return (
    <TrainingSheet
      store={drills}
      recorder={stores.drillRecorder}
      prompter={(text, pieces) => (
        <PrompterView
          controls={{
            ...{ store: drillPrompter, chosenPace: choice.pace, size },
            onPace: (unit, pace) => changePace(led, unit, pace),
            onSize: (next) => stepSize(led, next - size),
          }}
          lineId={text.id}
          large={{ lang: text.lang, segments: drillSegments(text) }}
          reading={undefined}
          pieces={pieces}
          onFill={() => undefined}
        />
      )}
      coach={<CoachLine store={drillCoach} callId={drillId} targets={aims} isAlone />}
      targets={
        <LoudnessTarget
          target={aims.loudnessDb}
          isCalibrated={aims.offsetDb !== undefined}
          onTarget={(loudnessDb) => changePanel(stores, { coach: { ...choice.coach, loudnessDb } })}
        />
      }
      file={isLive ? <FileOfCentre stores={stores} /> : undefined}
      exams={isLive ? <ExamsOfCentre stores={stores} /> : undefined}
      pairs={<PairsOfCentre stores={stores} isDemo={!isLive} />}
      onBegin={() => {
        send({ type: 'restart' });
        void drills.actions.begin(aims).then(() => {
          if (drills.getState().stage === 'reading') send({ type: 'toggle' });
        });
      }}
      onEnd={() => {
        if (drillPrompter.getState().prompter?.kind === 'running') send({ type: 'toggle' });
        drills.actions.end();
      }}
      onKey={({ nativeEvent }) => {
        const intent = readKey(nativeEvent, false, keys);
        if (intent?.type !== 'action') return false;
        switch (intent.id) {
          case 'prompterPlay':
          case 'prompterSlower':
          case 'prompterFaster':
          case 'prompterSmaller':
          case 'prompterLarger': {
            const deed = prompterDeed(intent.id, led, lang);
            deed?.();
            return deed !== undefined;
          }
          default:
            return false;
        }
      }}
      onClose={close}
    />
  );
}

/** One's own training file, for those who teach everybody's. */
function FileOfCentre({ stores }: { readonly stores: Stores }): ReactNode {
  const { i18n } = useTranslation();
  const role = useStore(stores.session, ({ session }) => session?.agent.role);
  const scenarios = useStore(stores.practice, (state) => state.scenarios);
  const { lang = 'zh-Hans' } = useStore(stores.drills);
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  return (
    <TrainingFilePane
      store={stores.trainingFile}
      isTeacher={role !== undefined && isTeacher(role)}
      lang={lang}
      now={Date.now()}
      scenarioTitle={(id) => {
        const title = scenarios.find((scenario) => scenario.id === id)?.title;
        return title ? (title[locale] ?? title['zh-CN']) : id;
      }}
    />
  );
}

/** Role-plays: only who is at a desk can be asked. */
function PairsOfCentre({ stores, isDemo }: { readonly stores: Stores; readonly isDemo: boolean }): ReactNode {
  const colleagues = useStore(stores.colleagues, (state) => state.colleagues);
  const scenarios = useStore(stores.practice, (state) => state.scenarios);
  useEffect(() => stores.colleagues.watch(), [stores]);
  return (
    <PairPane
      store={stores.rolePlay}
      colleagues={colleagues
        .filter(({ kind }) => kind !== 'OFFLINE')
        .map(({ agentNo, seatLabel }) => ({ agentNo, label: `${agentNo} ${seatLabel}` }))}
      {...{ scenarios, isDemo }}
      onInvited={stores.drills.actions.close}
    />
  );
}

/** Pass tests: colleagues are named by number and seat, as the board has them. */
function ExamsOfCentre({ stores }: { readonly stores: Stores }): ReactNode {
  const { i18n } = useTranslation();
  const agent = useStore(stores.session, ({ session }) => session?.agent);
  const hasShell = useStore(stores.session, ({ bootstrap }) => bootstrap?.shell === 'electron');
  const colleagues = useStore(stores.colleagues, (state) => state.colleagues);
  const scenarios = useStore(stores.practice, (state) => state.scenarios);
  const isOnline = useStore(stores.sync, isCentreThere);
  useEffect(() => void stores.colleagues.load(), [stores]);
  if (!agent) return null;
  const locale = uiLocaleSchema.catch('zh-CN').parse(i18n.language);
  const people = colleagues.map(({ agentNo, seatLabel, role }) => ({
    ...{ agentNo, role, label: `${agentNo} ${seatLabel}` },
  }));
  const examiners = people.filter(({ role }) => isTeacher(role));
  const me = { agentNo: agent.agentNo, label: agent.agentNo };
  return (
    <ExamPane
      store={stores.exams}
      who={agent.agentNo}
      canOpen={agent.role === 'leader' || agent.role === 'quality'}
      trainees={people}
      examiners={examiners}
      scenarioOf={(id) => {
        const scenario = scenarios.find((each) => each.id === id);
        return scenario && examScenario(scenario, locale);
      }}
      monthly={
        isTeacher(agent.role)
          ? (isMine, onShow) => (
              <ExamSeriesPane
                store={stores.examSeries}
                people={people}
                examiners={[me, ...examiners.filter(({ agentNo }) => agentNo !== me.agentNo)]}
                month={formatLocalMinute(Date.now()).slice(0, 7)}
                isMine={isMine}
                onShow={onShow}
              />
            )
          : undefined
      }
      onPrint={() => window.print()}
      onSave={hasShell ? (name) => stores.savePdf(name) : undefined}
      isOnline={isOnline}
    />
  );
}

/** His steps are known by what he says there first; one without a word is where he leaves. */
function examScenario({ title, steps }: Scenario, locale: UiLocale): ExamScenario {
  return {
    title: title[locale] ?? title['zh-CN'],
    steps: steps.flatMap(({ id, lines: [first] }) => (first ? [{ id, text: first.gloss }] : [])),
  };
}
