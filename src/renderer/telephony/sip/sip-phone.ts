import { defaultHeaderMap } from '../../../shared/domain/header-map.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import { err } from '../../../shared/ipc/result.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { Clock } from '../clock/clock.ts';
import type { Loudspeaker } from '../media/loudspeaker.ts';
import { loadSound } from '../media/load-sound.ts';
import type { Microphone } from '../media/microphone.ts';
import type { PhoneEvent, PhonePort } from '../port.ts';
import { exchangeLinks, type Knock } from '../wire/exchange-links.ts';
import { watchNetwork } from '../wire/network-watch.ts';
import type { WireHub } from '../wire/wire-hub.ts';
import type { LineMediaParts } from './line-manners.ts';
import { PhoneLegs } from './phone-legs.ts';
import { SipLine } from './sip-line.ts';

export interface SipPhoneParts extends LineMediaParts {
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly clock: Clock;
  readonly knock: Knock;
  /** The exchange of practice callers. A desk on a real exchange is on it as well, so that practice never touches the real one. */
  readonly hub: WireHub;
}

/** The one importer of sip.js and the one owner of calls. */
export function createSipPhone(parts: SipPhoneParts): PhonePort {
  const listeners = new Set<(event: PhoneEvent) => void>();
  let lines: SipLine[] = [];
  let iceServers: readonly IceServer[] = [];

  const emit = (event: PhoneEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const legs = new PhoneLegs({ ...parts, emit, iceServers: () => iceServers });

  const makeLine = (config: PhoneConfig, isMain: boolean): SipLine => {
    const line: SipLine = new SipLine({
      config,
      servers: config.kind === 'ws' ? exchangeLinks(config, parts.clock, parts.knock) : [parts.hub.open],
      clock: parts.clock,
      random: Math.random,
      handlerFactory: legs.handlerFor,
      isBusy: () => legs.isBusy,
      onInvite: (invitation) => {
        try {
          legs.offered(line, invitation);
        } catch (error) {
          // The transport swallows what sip.js throws at broken messages; a bug of ours must be heard of.
          reportError(error);
        }
      },
      onRegistration: (state) => {
        if (isMain) emit({ type: 'registrationChanged', state });
      },
    });
    return line;
  };

  let stopWatching: () => void = () => undefined;

  const stop = async (): Promise<void> => {
    stopWatching();
    const stopping = lines;
    lines = [];
    await legs.hangUpAll();
    await Promise.all(stopping.map((line) => line.stop()));
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async (config) => {
      await stop();
      iceServers = config.kind === 'ws' ? config.iceServers : [];
      lines = [makeLine(config, true)];
      if (config.kind === 'ws') lines.push(makeLine(practiceConfig(config), false));
      for (const line of lines) line.start();
      stopWatching = watchNetwork(parts.clock, {
        onChanged: () => lines[0]?.nudge(),
        onSlept: () => lines[0]?.wake(),
      });
    },
    stop,
    tryNow: () => lines[0]?.nudge(),
    answer: (callId) => {
      parts.audio.wake();
      return legs.withIncoming(callId, (leg) => leg.answer());
    },
    reject: (callId) => legs.withIncoming(callId, (leg) => leg.reject()),
    dial: (callId, address, { isPractice, replaces }) => {
      parts.audio.wake();
      return legs.dial(lines.find((line) => line.isPractice === isPractice) ?? lines[0], callId, address, replaces);
    },
    hangUp: (callId) => legs.with(callId, (leg) => leg.hangUp()),
    hold: (callId) => legs.with(callId, (leg) => leg.hold()),
    resume: (callId) => legs.with(callId, (leg) => leg.resume()),
    setMuted: (callId, isMuted) => legs.with(callId, (leg) => leg.setMuted(isMuted)),
    sendDigits: (callId, digits) => legs.with(callId, (leg) => leg.sendDigits(digits)),
    transfer: (callId, target) => legs.transfer(callId, target),
    play: async (callId, source) => {
      const sound = await loadSound(parts.audio, source);
      if (!sound) return err(appError('phone.soundMissing', 'none'));
      return legs.with(callId, (leg) => leg.say(sound));
    },
    callCode: (code, hangUpAfterMs) => legs.callCode(lines[0], code, hangUpAfterMs),
    mix: (callIds) => legs.mix(callIds),
    levels: (callId) => legs.levels(callId),
    voices: (callId) => legs.voices(callId),
    stats: (callId) => legs.stats(callId),
  };
}

function practiceConfig({ user, calls }: PhoneConfig): PhoneConfig {
  return { kind: 'wire', user, domain: 'practice.invalid', headerMap: defaultHeaderMap, calls };
}
