import type { ChordChoice } from '../../shared/domain/key-choice.ts';

/** Every action of the desk that has a key. `when` narrows it to a situation; the first entry that fits wins. */
export const actionIds = [
  'answer',
  'endCall',
  'toggleHold',
  'toggleMute',
  'rejectWaiting',
  'stopAutoAnswer',
  'dial',
  'transfer',
  'consult',
  'join',
  'swap',
  'survey',
  'pleaseWait',
  'goBackToCall',
  'sayNow',
  'takeBack',
  'findLine',
  'allLines',
  'fillGap',
  'escalate',
  'sideBySide',
  'prompter',
  'prompterPlay',
  'prompterSlower',
  'prompterFaster',
  'prompterSmaller',
  'prompterLarger',
  'search',
  'customers',
  'useArticle',
  'procedure',
  'places',
  'copyPart',
  'pinArticle',
  'helped',
  'notRight',
  'quickClose',
  'newTicket',
  'useTemplate',
  'attachFile',
  'submitTicket',
  'wrapUpDone',
  'extendWrapUp',
  'notes',
  'sayAgain',
  'history',
  'ticketBook',
  'callerTickets',
  'callBack',
  'promiseCallBack',
  'callTask',
  'dismissMissed',
  'toggleReady',
  'syncNow',
  'syncSheet',
  'togglePower',
  'training',
  'rolePlayStep',
  'packs',
  'sound',
  'care',
  'smallWindow',
  'help',
  'signOut',
] as const;
export type ActionId = (typeof actionIds)[number];

export interface Chord extends Readonly<ChordChoice> {
  /** As printed in hints. */
  readonly label: string;
}

export type KeyMap = Readonly<Record<ActionId, Chord>>;

/** Where the keys are as long as an agent has not put them elsewhere. */
export const keyMap: KeyMap = {
  answer: { code: 'F2', label: 'F2' },
  endCall: { code: 'F4', label: 'F4' },
  toggleHold: { code: 'F8', label: 'F8' },
  toggleMute: { code: 'F9', label: 'F9' },
  rejectWaiting: { shift: true, code: 'F4', label: '⇧ F4' },
  stopAutoAnswer: { code: 'Escape', label: 'Esc' },
  dial: { alt: true, code: 'KeyP', label: 'Alt P' },
  transfer: { alt: true, code: 'KeyX', label: 'Alt X' },
  consult: { alt: true, code: 'KeyC', label: 'Alt C' },
  join: { alt: true, code: 'KeyJ', label: 'Alt J' },
  swap: { alt: true, code: 'KeyB', label: 'Alt B' },
  survey: { alt: true, code: 'KeyV', label: 'Alt V' },
  pleaseWait: { alt: true, code: 'KeyL', label: 'Alt L' },
  goBackToCall: { alt: true, code: 'KeyA', label: 'Alt A' },
  sayNow: { alt: true, code: 'KeyS', label: 'Alt S' },
  takeBack: { alt: true, code: 'KeyZ', label: 'Alt Z' },
  findLine: { alt: true, code: 'KeyF', label: 'Alt F' },
  fillGap: { alt: true, code: 'KeyI', label: 'Alt I' },
  allLines: { alt: true, code: 'KeyG', label: 'Alt G' },
  escalate: { alt: true, shift: true, code: 'KeyE', label: 'Alt ⇧ E' },
  sideBySide: { alt: true, code: 'KeyD', label: 'Alt D' },
  prompter: { alt: true, shift: true, code: 'KeyD', label: 'Alt ⇧ D' },
  prompterPlay: { code: 'F7', label: 'F7' },
  prompterSlower: { alt: true, code: 'Comma', label: 'Alt ,' },
  prompterFaster: { alt: true, code: 'Period', label: 'Alt .' },
  prompterSmaller: { alt: true, code: 'Minus', label: 'Alt -' },
  prompterLarger: { alt: true, code: 'Equal', label: 'Alt =' },
  search: { ctrl: true, code: 'KeyK', label: 'Ctrl K' },
  customers: { alt: true, code: 'KeyK', label: 'Alt K' },
  useArticle: { alt: true, code: 'KeyU', label: 'Alt U' },
  procedure: { alt: true, shift: true, code: 'KeyS', label: 'Alt ⇧ S' },
  places: { alt: true, shift: true, code: 'KeyL', label: 'Alt ⇧ L' },
  copyPart: { alt: true, shift: true, code: 'KeyC', label: 'Alt ⇧ C' },
  pinArticle: { alt: true, shift: true, code: 'KeyU', label: 'Alt ⇧ U' },
  helped: { alt: true, shift: true, code: 'KeyG', label: 'Alt ⇧ G' },
  notRight: { alt: true, shift: true, code: 'KeyR', label: 'Alt ⇧ R' },
  quickClose: { code: 'F6', label: 'F6' },
  newTicket: { alt: true, code: 'KeyT', label: 'Alt T' },
  useTemplate: { alt: true, shift: true, code: 'KeyF', label: 'Alt ⇧ F' },
  attachFile: { alt: true, shift: true, code: 'KeyA', label: 'Alt ⇧ A' },
  submitTicket: { ctrl: true, code: 'Enter', label: 'Ctrl ↵' },
  wrapUpDone: { alt: true, code: 'KeyW', label: 'Alt W' },
  extendWrapUp: { alt: true, code: 'KeyE', label: 'Alt E' },
  notes: { alt: true, code: 'KeyO', label: 'Alt O' },
  sayAgain: { alt: true, code: 'KeyR', label: 'Alt R' },
  history: { alt: true, code: 'KeyH', label: 'Alt H' },
  ticketBook: { alt: true, shift: true, code: 'KeyO', label: 'Alt ⇧ O' },
  callerTickets: { alt: true, shift: true, code: 'KeyV', label: 'Alt ⇧ V' },
  callBack: { alt: true, shift: true, code: 'KeyH', label: 'Alt ⇧ H' },
  promiseCallBack: { alt: true, shift: true, code: 'KeyB', label: 'Alt ⇧ B' },
  callTask: { alt: true, shift: true, code: 'KeyT', label: 'Alt ⇧ T' },
  dismissMissed: { alt: true, code: 'KeyM', label: 'Alt M' },
  toggleReady: { alt: true, code: 'KeyQ', label: 'Alt Q' },
  syncNow: { alt: true, code: 'KeyY', label: 'Alt Y' },
  syncSheet: { alt: true, shift: true, code: 'KeyY', label: 'Alt ⇧ Y' },
  togglePower: { alt: true, shift: true, code: 'KeyN', label: 'Alt ⇧ N' },
  training: { alt: true, shift: true, code: 'KeyJ', label: 'Alt ⇧ J' },
  rolePlayStep: { alt: true, shift: true, code: 'KeyK', label: 'Alt ⇧ K' },
  packs: { alt: true, shift: true, code: 'KeyP', label: 'Alt ⇧ P' },
  sound: { alt: true, shift: true, code: 'KeyM', label: 'Alt ⇧ M' },
  care: { alt: true, shift: true, code: 'KeyX', label: 'Alt ⇧ X' },
  smallWindow: { alt: true, shift: true, code: 'KeyW', label: 'Alt ⇧ W' },
  help: { shift: true, code: 'Slash', label: '?' },
  signOut: { alt: true, shift: true, code: 'KeyQ', label: 'Alt ⇧ Q' },
};

export type KeyIntent =
  | { readonly type: 'action'; readonly id: ActionId }
  /** The n-th phrase of the list, or the n-th practice caller; from 0. */
  | { readonly type: 'pick'; readonly index: number }
  | { readonly type: 'language'; readonly index: number };

export interface KeyInput {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** What a key press asks for. While an input method composes nothing does; plain keys do nothing in a text field. */
export function readKey(input: KeyInput, isTyping: boolean, keys: KeyMap = keyMap): KeyIntent | undefined {
  if (input.isComposing || input.metaKey) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(input.code)?.[1];
  if (digit !== undefined && !input.ctrlKey) {
    const index = Number(digit) - 1;
    if (input.altKey) return { type: input.shiftKey ? 'language' : 'pick', index };
    return isTyping || input.shiftKey ? undefined : { type: 'pick', index };
  }
  const pressed = choiceOf(input);
  const id = actionIds.find((entry) => isSameChord(keys[entry], pressed));
  if (id === undefined || (id === 'help' && isTyping)) return undefined;
  return { type: 'action', id };
}

export function choiceOf({ ctrlKey, altKey, shiftKey, code }: Omit<KeyInput, 'isComposing'>): ChordChoice {
  return { ...(ctrlKey && { ctrl: true }), ...(altKey && { alt: true }), ...(shiftKey && { shift: true }), code };
}

export function isSameChord(one: ChordChoice, other: ChordChoice): boolean {
  return one.code === other.code && one.ctrl === other.ctrl && one.alt === other.alt && one.shift === other.shift;
}
