import { linesOf, type Scenario } from '../../../shared/domain/scenario.ts';
import type { ScenarioId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, type Result } from '../../../shared/ipc/result.ts';
import {
  beforeScript,
  transitionScript,
  type LeavingState,
  type ScriptEffect,
  type ScriptEvent,
  type ScriptState,
  type ScriptTimer,
} from '../../../shared/training/caller-script.ts';
import { hearLevel, nobodyHeard } from '../../../shared/training/hear-agent.ts';
import type { Clock } from '../clock/clock.ts';
import type { LegMedia } from '../media/leg-media.ts';
import { createCallerAgent, type CallerAgent } from '../sip/caller-agent.ts';
import { createCallerVoice, type CallerVoice } from './caller-voice.ts';
import { practiceDomain as domain } from './played-caller.ts';
import { practiceMedia, type PracticeParts } from './practice-media.ts';
import type { PracticeEvent, PracticePort, PracticeState } from './practice-port.ts';
import { createPracticeStaff } from './practice-staff.ts';
import { scenarioHeaders } from './scenario-headers.ts';

/** A person takes a moment between the farewell and putting the receiver down, ms. */
const leaveMs = 1_200;
/** How often the caller listens whether the agent talks, ms. */
const listenMs = 100;

interface Running {
  readonly agent: CallerAgent;
  readonly handle: (event: ScriptEvent) => void;
  media?: LegMedia;
}

/** A caller who is there, or will be again in a moment. */
interface Presence {
  readonly scenario: Scenario;
  running: Running | undefined;
  /** Takes back the promise of a second call. */
  stayAway: () => void;
  /** The trainee sent him away: he does not call again. */
  isSentAway: boolean;
}

/** Simulated callers: a whole SIP agent each, going by the steps of a scenario. Whoever they are sent to answers as well. */
export function createPracticePort(parts: PracticeParts): PracticePort {
  const listeners = new Set<(event: PracticeEvent) => void>();
  const present = new Map<ScenarioId, Presence>();
  let staffed: Promise<void> | undefined;

  const emit = (event: PracticeEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const leave = (scenario: Scenario): void => {
    present.delete(scenario.id);
    emit({ type: 'stateChanged', scenario, state: { kind: 'idle' } });
  };

  const ring = (scenario: Scenario, presence: Presence, stepId?: string): Promise<Result<void>> => {
    const target = parts.hub.users()[0];
    if (target === undefined) {
      leave(scenario);
      return Promise.resolve(err(appError('phone.notRegistered', 'user')));
    }
    const onGone = (left?: LeavingState): void => {
      presence.running = undefined;
      const again = left && left.end.kind !== 'farewell' ? left.end.again : undefined;
      if (!again || presence.isSentAway) return leave(scenario);
      emit({ type: 'stateChanged', scenario, state: { kind: 'callingAgain' } });
      presence.stayAway = parts.clock.after(again.afterS * 1000, () => void ring(scenario, presence, again.step));
    };
    presence.running = startCaller(parts, { scenario, target, stepId }, { emit, onGone });
    emit({ type: 'stateChanged', scenario, state: { kind: 'ringing' } });
    return presence.running.agent.call();
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    staff: () => (staffed ??= createPracticeStaff({ ...parts, domain }).start()),
    ring: async (scenario) => {
      if (parts.hub.users().length === 0) return err(appError('phone.notRegistered', 'user'));
      if (present.has(scenario.id)) return err(appError('phone.callFailed', 'user'));
      const presence: Presence = { scenario, running: undefined, stayAway: () => undefined, isSentAway: false };
      present.set(scenario.id, presence);
      return ring(scenario, presence);
    },
    cancel: async (id) => {
      const callers = [...present].filter(([known]) => id === undefined || known === id);
      await Promise.all(
        callers.map(async ([, presence]) => {
          const { scenario, running } = presence;
          presence.isSentAway = true;
          presence.stayAway();
          if (running) return running.agent.hangUp();
          leave(scenario);
        }),
      );
    },
    repeatLine: (id) => present.get(id)?.running?.handle({ type: 'repeatAsked' }),
    tell: (id, deed) => present.get(id)?.running?.handle(deed),
    steer: (id, wish) => present.get(id)?.running?.handle({ type: 'steered', wish }),
    heardLevel: (id) => present.get(id)?.running?.media?.levels().theirs ?? 0,
  };
}

interface CallerListener {
  emit(event: PracticeEvent): void;
  /** The desk has nothing to do with this caller any more; how he left, if he did so himself. Exactly once. */
  onGone(left?: LeavingState): void;
}

interface Calling {
  readonly scenario: Scenario;
  readonly target: string;
  /** Where a second call begins. */
  readonly stepId: string | undefined;
}

function startCaller(parts: PracticeParts, calling: Calling, listener: CallerListener): Running {
  const { audio, clock, hub } = parts;
  const { scenario, target } = calling;
  const voice = createCallerVoice(audio, parts.soundBase);
  const prepared = parts.recorded(scenario.id).then((recorded) => voice.prepare(linesOf(scenario), recorded));
  const script = runScript(calling, voice, clock, listener, () => void running.agent.hangUp());
  let isGone = false;
  let stopListening: () => void = () => undefined;
  const gone = (left?: LeavingState): void => {
    if (isGone) return;
    isGone = true;
    stopListening();
    script.stop();
    listener.onGone(left);
  };
  const agent = createCallerAgent({
    user: scenario.caller.number,
    displayName: '',
    domain,
    target,
    headers: scenarioHeaders(scenario, domain),
    open: hub.open,
    makeMedia: practiceMedia(parts, () => voice.stream),
    onAnswered: (media) => {
      running.media = media;
      void prepared.then(() => {
        script.handle({ type: 'answered' });
        if (!isGone)
          stopListening = listenTo(media, clock, (isSpeaking) => {
            listener.emit({ type: 'agentHeard', scenario, isSpeaking, at: clock.now() });
            script.handle({ type: isSpeaking ? 'agentSpoke' : 'agentQuiet' });
          });
      });
    },
    onHeld: (isHeld) => script.handle({ type: isHeld ? 'held' : 'resumed' }),
    onHandedOver: () => gone(),
    onEnded: () => {
      gone(script.left());
      voice.close();
    },
  });
  const running: Running = {
    agent,
    handle: (event) => {
      if (running.media) script.handle(event);
    },
  };
  return running;
}

/** Tells when the agent begins to talk and when he has stopped; returns the end of it. */
function listenTo(media: LegMedia, clock: Clock, onChange: (isSpeaking: boolean) => void): () => void {
  let heard = nobodyHeard;
  let cancel: () => void = () => undefined;
  const listen = (): void => {
    const next = hearLevel(heard, media.levels().theirs, clock.now());
    const isChanged = next.isSpeaking !== heard.isSpeaking;
    heard = next;
    cancel = clock.after(listenMs, listen);
    if (isChanged) onChange(next.isSpeaking);
  };
  listen();
  return () => cancel();
}

interface RunningScript {
  handle(event: ScriptEvent): void;
  /** How the caller left, if it was he who ended the call. */
  left(): LeavingState | undefined;
  stop(): void;
}

/** Drives the pure script: its timers by the clock, lines by the voice. */
function runScript(
  { scenario, stepId }: Calling,
  voice: CallerVoice,
  clock: Clock,
  listener: CallerListener,
  leave: () => void,
): RunningScript {
  const { lang } = scenario;
  const lines = linesOf(scenario);
  const timers = new Map<ScriptTimer | 'leave', () => void>();
  let state = beforeScript(scenario, stepId);
  let isOver = false;

  const say = (lineIndex: number): void => {
    const line = lines[lineIndex];
    if (!line) return;
    const { text, gloss } = line;
    const heard = { ms: voice.lengthOf(line), isTone: !voice.hasSound(line) };
    const caption = { lineIndex, text, gloss, lang, at: clock.now(), ...heard };
    listener.emit({ type: 'captioned', scenario, caption });
    voice.say(line, () => handle({ type: 'lineOver' }));
  };
  const stopTimers = (names: readonly (ScriptTimer | 'leave')[]): void => {
    for (const name of names) {
      timers.get(name)?.();
      timers.delete(name);
    }
  };
  const perform = (effect: ScriptEffect): void => {
    if (effect.type === 'say') say(effect.line);
    else if (effect.type === 'stopTimers') stopTimers(effect.timers);
    else if (effect.type === 'timer') {
      const { timer, ms } = effect;
      stopTimers([timer]);
      timers.set(
        timer,
        clock.after(ms, () => handle({ type: 'timerOver', timer })),
      );
    } else if (effect.type === 'leave') {
      timers.set('leave', clock.after(effect.end.kind === 'dropped' ? 0 : leaveMs, leave));
    } else {
      stopTimers([...timers.keys()]);
      voice.hush();
    }
  };

  const handle = (event: ScriptEvent): void => {
    if (isOver) return;
    const next = transitionScript(state, event, scenario);
    const [before, after] = [shown(state), shown(next.state)];
    state = next.state;
    if (before.kind !== after.kind || event.type === 'answered') {
      listener.emit({ type: 'stateChanged', scenario, state: after });
    }
    for (const effect of next.effects) perform(effect);
  };

  return {
    handle,
    left: () => (state.kind === 'leaving' ? state : undefined),
    stop: () => {
      isOver = true;
      stopTimers([...timers.keys()]);
      voice.hush();
    },
  };
}

function shown(state: ScriptState): PracticeState {
  const { last: lineIndex } = state;
  if (state.kind === 'leaving') return { kind: 'leaving', lineIndex };
  if (state.isHeld) return { kind: 'onHold', lineIndex };
  return { kind: state.kind === 'listening' ? 'waiting' : 'speaking', lineIndex };
}
