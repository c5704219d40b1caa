import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { HandedOverMedia, type MediaExchange } from '../media/handed-over-media.ts';
import type { LegMedia } from '../media/leg-media.ts';
import { createCallerAgent, type CallerAgent } from '../sip/caller-agent.ts';
import { PeerConnectionMedia } from '../sip/peer-connection-media.ts';
import type { WireHub } from '../wire/wire-hub.ts';
import { createCallerVoice, type CallerVoice } from './caller-voice.ts';
import type { PracticeEvent, PracticePort, PracticeState } from './practice-port.ts';
import { beforeScript, lastLine, transitionScript, type ScriptEvent } from './practice-script.ts';
import { scenarioHeaders } from './scenario-headers.ts';

export interface PracticeParts {
  readonly hub: WireHub;
  readonly audio: DeskAudio;
  readonly exchange: MediaExchange;
  readonly clock: Clock;
  /** URL of the folder of the sound files, with its slash at the end. */
  readonly soundBase: string;
  readonly media?: 'handedOver' | 'webRtc';
}

const domain = 'practice.invalid';
/** A person takes a moment between the farewell and putting the receiver down, ms. */
const leaveMs = 1_200;

interface Running {
  readonly scenario: Scenario;
  readonly agent: CallerAgent;
  readonly voice: CallerVoice;
  readonly handle: (event: ScriptEvent) => void;
  media?: LegMedia;
}

/** Simulated callers, one at a time: a whole SIP agent each, speaking the lines of a scenario. */
export function createPracticePort(parts: PracticeParts): PracticePort {
  const listeners = new Set<(event: PracticeEvent) => void>();
  let running: Running | undefined;

  const emit = (event: PracticeEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const show = (state: PracticeState): void => emit({ type: 'stateChanged', state });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring: async (scenario) => {
      const target = parts.hub.users()[0];
      if (target === undefined) return err(appError('phone.notRegistered', 'user'));
      if (running) return err(appError('phone.callFailed', 'user'));
      const caller = startCaller(parts, scenario, target, {
        emit,
        onGone: () => {
          running = undefined;
          show({ kind: 'idle' });
        },
      });
      running = caller;
      show({ kind: 'ringing', scenario });
      return caller.agent.call();
    },
    cancel: async () => {
      await running?.agent.hangUp();
    },
    repeatLine: () => running?.handle({ type: 'repeatAsked' }),
    farewell: () => running?.handle({ type: 'farewellHeard' }),
    heardLevel: () => running?.media?.levels().theirs ?? 0,
  };
}

interface CallerListener {
  emit(event: PracticeEvent): void;
  onGone(): void;
}

function startCaller(parts: PracticeParts, scenario: Scenario, target: string, listener: CallerListener): Running {
  const { audio, clock, hub } = parts;
  const voice = createCallerVoice(audio, parts.soundBase);
  const prepared = voice.prepare(scenario.lines);
  const script = runScript(scenario, voice, clock, listener, () => void running.agent.hangUp());
  const agent = createCallerAgent({
    user: scenario.caller.number,
    displayName: '',
    domain,
    target,
    headers: scenarioHeaders(scenario, domain),
    open: hub.open,
    makeMedia: (session) => {
      const media =
        parts.media === 'webRtc'
          ? new PeerConnectionMedia(session, audio, { iceServers: [] }, { onFailed: () => undefined })
          : new HandedOverMedia(audio, parts.exchange);
      void media.setLocalStream(voice.stream);
      return media;
    },
    onAnswered: (media) => {
      running.media = media;
      void prepared.then(() => script.handle({ type: 'answered' }));
    },
    onHeld: (isHeld) => script.handle({ type: isHeld ? 'held' : 'resumed' }),
    onEnded: () => {
      script.stop();
      voice.close();
      listener.onGone();
    },
  });
  const running: Running = {
    scenario,
    agent,
    voice,
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
    listener.emit({ type: 'captioned', caption });
    voice.say(line, () => handle({ type: 'lineOver' }));
  };

  const handle = (event: ScriptEvent): void => {
    if (isOver) return;
    const next = transitionScript(state, event, lines.length);
    if (next.state !== state) listener.emit({ type: 'stateChanged', state: shown(next.state) });
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
    if (script.kind === 'leaving') return { kind: 'leaving', scenario, lineIndex };
    if (script.isHeld) return { kind: 'onHold', scenario, lineIndex };
    return { kind: script.kind === 'waiting' ? 'waiting' : 'speaking', scenario, lineIndex };
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
