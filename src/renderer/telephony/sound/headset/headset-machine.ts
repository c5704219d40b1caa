import type { UsageValue } from './report-map.ts';

/** What the desk's calls are like right now. */
export interface DeskLine {
  readonly isRinging: boolean;
  /** Somebody is connected, held ones included. */
  readonly isTalking: boolean;
  readonly isMuted: boolean;
  readonly isHeld: boolean;
}

export const quietLine: DeskLine = { isRinging: false, isTalking: false, isMuted: false, isHeld: false };

/** What the headset is to show. */
export interface Lights {
  readonly offHook: boolean;
  readonly ring: boolean;
  readonly mute: boolean;
  readonly hold: boolean;
}

export type HeadsetCommand = 'answer' | 'hangUp' | 'mute' | 'unmute' | 'toggleHold';

/** The keys that one report speaks of. */
export interface HeadsetKeys {
  readonly hook?: UsageValue;
  readonly mute?: UsageValue;
  readonly flash?: UsageValue;
  readonly drop?: UsageValue;
}
type KeyName = keyof HeadsetKeys;

export interface HeadsetState {
  readonly line: DeskLine;
  /** Last told of each key; absent before. */
  readonly keys: Readonly<Partial<Record<KeyName, boolean>>>;
  /** When the lights last changed, ms. */
  readonly litAt: number;
}

export const restingHeadset: HeadsetState = { line: quietLine, keys: {}, litAt: Number.NEGATIVE_INFINITY };

/** Some headsets answer a change of their lights as if a key had been pressed; nobody presses one that fast. */
const echoMs = 300;

export function lightsOf(line: DeskLine): Lights {
  const { isTalking, isRinging, isMuted, isHeld } = line;
  return { offHook: isTalking, ring: isRinging, mute: isTalking && isMuted, hold: isTalking && isHeld };
}

/** The desk moved on, by whatever hand. */
export function followLine(state: HeadsetState, line: DeskLine, at: number): HeadsetState {
  const isSame = JSON.stringify(lightsOf(state.line)) === JSON.stringify(lightsOf(line));
  return { ...state, line, litAt: isSame ? state.litAt : at };
}

/**
 * A report came in. Commands follow only from a key that changed and only where they make sense on the line, so that a
 * headset which mirrors what the desk told it never tells the desk to do it again:
 *
 *   key → command → the desk's line → lights → (mirrored key, which says what the line already is: nothing)
 */
export function pressKeys(
  state: HeadsetState,
  keys: HeadsetKeys,
  at: number,
): { readonly state: HeadsetState; readonly commands: readonly HeadsetCommand[] } {
  const command =
    hookCommand(state, keys.hook, at) ??
    dropCommand(state, keys.drop) ??
    muteCommand(state, keys.mute, at) ??
    flashCommand(state, keys.flash);
  const told: Partial<Record<KeyName, boolean>> = { ...state.keys };
  for (const name of ['hook', 'mute', 'flash', 'drop'] as const) {
    const value = keys[name];
    if (value) told[name] = value.isOn;
  }
  return { state: { ...state, keys: told }, commands: command ? [command] : [] };
}

function hookCommand({ line, keys, litAt }: HeadsetState, hook: UsageValue | undefined, at: number) {
  if (!hook || hook.isOn === (keys.hook ?? false)) return undefined;
  if (hook.isState) {
    if (hook.isOn) return line.isRinging && !line.isTalking ? 'answer' : undefined;
    // On hook again; a headset that was never off it can't have been put back.
    return line.isTalking ? 'hangUp' : undefined;
  }
  if (!hook.isOn || at - litAt < echoMs) return undefined;
  if (line.isTalking) return 'hangUp';
  return line.isRinging ? 'answer' : undefined;
}

function dropCommand({ line, keys }: HeadsetState, drop: UsageValue | undefined) {
  return drop?.isOn === true && keys.drop !== true && (line.isTalking || line.isRinging) ? 'hangUp' : undefined;
}

function muteCommand({ line, keys, litAt }: HeadsetState, mute: UsageValue | undefined, at: number) {
  if (!mute || !line.isTalking || mute.isOn === (keys.mute ?? false)) return undefined;
  if (mute.isState) {
    if (mute.isOn === line.isMuted) return undefined;
    return mute.isOn ? 'mute' : 'unmute';
  }
  if (!mute.isOn || at - litAt < echoMs) return undefined;
  return line.isMuted ? 'unmute' : 'mute';
}

function flashCommand({ line, keys }: HeadsetState, flash: UsageValue | undefined) {
  return flash?.isOn === true && keys.flash !== true && line.isTalking ? 'toggleHold' : undefined;
}
