import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { ScenarioId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { LegMedia } from '../media/leg-media.ts';
import { createCallerAgent, type CallerAgent } from '../sip/caller-agent.ts';
import { createCallerVoice, type CallerVoice } from './caller-voice.ts';
import { practiceMedia, type PracticeParts } from './practice-media.ts';
import type { PracticeEvent, PracticePort, PracticeState } from './practice-port.ts';
import { beforeScript, lastLine, transitionScript, type ScriptEvent } from './practice-script.ts';
import { createPracticeStaff } from './practice-staff.ts';
import { scenarioHeaders } from './scenario-headers.ts';

const domain = 'practice.invalid';
/** A person takes a moment between the farewell and putting the receiver down, ms. */
const leaveMs = 1_200;

interface Running {
  readonly agent: CallerAgent;
  readonly handle: (event: ScriptEvent) => void;
  media?: LegMedia;
}

/** Simulated callers: a whole SIP agent each, speaking the lines of a scenario. Whoever they are sent to answers as well. */
export function createPracticePort(parts: PracticeParts): PracticePort {
  const listeners = new Set<(event: PracticeEvent) => void>();
  const running = new Map<ScenarioId, Running>();
  let staffed: Promise<void> | undefined;

  const emit = (event: PracticeEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    staff: () => (staffed ??= createPracticeStaff({ ...parts, domain }).start()),
    ring: async (scenario) => {
      const target = parts.hub.users()[0];
      if (target === undefined) return err(appError('phone.notRegistered', 'user'));
      if (running.has(scenario.id)) return err(appError('phone.callFailed', 'user'));
      const caller = startCaller(parts, scenario, target, {
        emit,
        onGone: () => {
          running.delete(scenario.id);
          emit({ type: 'stateChanged', scenario, state: { kind: 'idle' } });
        },
      });
      running.set(scenario.id, caller);
      emit({ type: 'stateChanged', scenario, state: { kind: 'ringing' } });
      return caller.agent.call();
    },
    cancel: async (id) => {
      const callers = [...running].filter(([known]) => id === undefined || known === id);
      await Promise.all(callers.map(([, { agent }]) => agent.hangUp()));
    },
    repeatLine: (id) => running.get(id)?.handle({ type: 'repeatAsked' }),
    farewell: (id) => running.get(id)?.handle({ type: 'farewellHeard' }),
    heardLevel: (id) => running.get(id)?.media?.levels().theirs ?? 0,
  };
}

interface CallerListener {
  emit(event: PracticeEvent): void;
  /** The desk has nothing to do with this caller any more. Exactly once. */
  onGone(): void;
}

function startCaller(parts: PracticeParts, scenario: Scenario, target: string, listener: CallerListener): Running {
  const { audio, clock, hub } = parts;
  const voice = createCallerVoice(audio, parts.soundBase);
  const prepared = voice.prepare(scenario.lines);
  const script = runScript(scenario, voice, clock, listener, () => void running.agent.hangUp());
  let isGone = false;
  const gone = (): void => {
    if (isGone) return;
    isGone = true;
    script.stop();
    listener.onGone();
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
      void prepared.then(() => script.handle({ type: 'answered' }));
    },
    onHeld: (isHeld) => script.handle({ type: isHeld ? 'held' : 'resumed' }),
    onHandedOver: gone,
    onEnded: () => {
      gone();
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

/** Drives the pure script: pauses by the clock, lines by the voice. */
function runScript(
  scenario: Scenario,
  voice: CallerVoice,
  clock: Clock,
  listener: CallerListener,
  leave: () => void,
): { handle: (event: ScriptEvent) => void; stop: () => void } {
  const { lines, lang } = scenario;
  let state = beforeScript;
  let isOver = false;
  let cancelPause: () => void = () => undefined;

  const say = (lineIndex: number): void => {
    const line = lines[lineIndex];
    if (!line) return;
    const { text, gloss } = line;
    const caption = { lineIndex, text, gloss, lang, at: clock.now(), isTone: !voice.hasSound(line) };
    listener.emit({ type: 'captioned', scenario, caption });
    voice.say(line, () => handle({ type: 'lineOver' }));
  };

  const handle = (event: ScriptEvent): void => {
    if (isOver) return;
    const next = transitionScript(state, event, lines.length);
    if (next.state !== state) listener.emit({ type: 'stateChanged', scenario, state: shown(next.state) });
    state = next.state;
    for (const effect of next.effects) {
      if (effect.type === 'say') say(effect.line);
      else if (effect.type === 'pause') {
        cancelPause = clock.after(lines[effect.beforeLine]?.afterMs ?? 0, () => handle({ type: 'pauseOver' }));
      } else if (effect.type === 'leave') cancelPause = clock.after(leaveMs, leave);
      else {
        cancelPause();
        voice.hush();
      }
    }
  };

  const shown = (script: typeof state): PracticeState => {
    const lineIndex = lastLine(script, lines.length);
    if (script.kind === 'leaving') return { kind: 'leaving', lineIndex };
    if (script.isHeld) return { kind: 'onHold', lineIndex };
    return { kind: script.kind === 'waiting' ? 'waiting' : 'speaking', lineIndex };
  };

  return {
    handle,
    stop: () => {
      isOver = true;
      cancelPause();
      voice.hush();
    },
  };
}
