/** Of Chromium 110 and newer; the library of DOM types does not know it yet. */
interface SilentContextOptions extends AudioContextOptions {
  readonly sinkId: { readonly type: 'none' };
}
const withoutDevice: SilentContextOptions = { sinkId: { type: 'none' } };

/** A context that measures and is never heard: it needs no device. */
export function createSilentContext(): AudioContext {
  return new AudioContext(withoutDevice);
}

/** A call that was answered by itself may be there before the page was touched; nothing runs until then. */
export function runOnceTouched(context: AudioContext): void {
  if (context.state === 'suspended' && navigator.userActivation.hasBeenActive) void context.resume();
}
