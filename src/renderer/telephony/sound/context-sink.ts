/** Of Chromium 110 and newer; the library of DOM types does not know it yet. */
interface SinkContext extends AudioContext {
  readonly sinkId: string | object;
  setSinkId(id: string): Promise<void>;
}

/** Sends all sound of a context to a device; to the system's own choice for the empty id and where the device is gone. */
export async function routeContext(context: AudioContext, id: string): Promise<void> {
  const sink = context as SinkContext;
  if (sink.sinkId === id) return;
  await sink.setSinkId(id).catch(() => sink.setSinkId('').catch(() => undefined));
}
