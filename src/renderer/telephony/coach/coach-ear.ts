import type { VoicesHeard } from '../../../shared/coach/two-voices.ts';
import { createSilentContext, runOnceTouched } from '../media/silent-context.ts';
import { createStreamSource, type StreamSource } from '../media/stream-source.ts';
import type { Voices } from '../port.ts';
import workletUrl from './coach-worklet.ts?worker&url';

export interface EarParts {
  /** Asked again and again: streams change with devices and holds. */
  readonly voices: () => Voices | undefined;
  /** Five times a second, from the beginning of the listening on. */
  readonly onHeard: (heard: VoicesHeard) => void;
}

/** Measures the voices of a call, in the audio thread. Figures come out of it and nothing else. */
export interface CoachEar {
  /** @returns what ends it; may be called again */
  listen(parts: EarParts): () => void;
}

const lookAgainMs = 500;

/** Each listening has a context of its own, for the reason that the meters have one: it ends with all that it held. */
export function createCoachEar(): CoachEar {
  return {
    listen({ voices, onHeard }) {
      const context = createSilentContext();
      const following = new AbortController();
      void context.audioWorklet.addModule(workletUrl).then(
        () => {
          if (!following.signal.aborted) measure(context, voices, onHeard, following.signal);
        },
        // The context was closed meanwhile, or the part could not be read: a call without a coach goes on.
        () => undefined,
      );
      return () => {
        if (following.signal.aborted) return;
        following.abort();
        void context.close();
      };
    },
  };
}

function measure(
  context: AudioContext,
  voices: EarParts['voices'],
  onHeard: EarParts['onHeard'],
  isOver: AbortSignal,
): void {
  const node = new AudioWorkletNode(context, 'coach', {
    ...{ numberOfInputs: 2, numberOfOutputs: 0 },
    ...{ channelCount: 1, channelCountMode: 'explicit' },
  });
  const mine = createPlug(context, node, 0);
  const theirs = createPlug(context, node, 1);
  const follow = (): void => {
    runOnceTouched(context);
    const now = voices();
    mine.plugIn(now?.mine);
    theirs.plugIn(now?.theirs);
  };
  follow();
  const timer = setInterval(follow, lookAgainMs);
  node.port.addEventListener('message', ({ data }: MessageEvent<VoicesHeard>) => {
    if (!isOver.aborted) onHeard(data);
  });
  node.port.start();
  isOver.addEventListener('abort', () => {
    clearInterval(timer);
    mine.plugIn(undefined);
    theirs.plugIn(undefined);
    node.port.close();
  });
}

/** One input of the worklet with the stream that runs into it. */
function createPlug(context: AudioContext, node: AudioWorkletNode, input: number) {
  let stream: MediaStream | undefined;
  let source: StreamSource | undefined;
  return {
    plugIn: (next: MediaStream | undefined): void => {
      if (next === stream) return;
      source?.close();
      stream = next;
      source = next && createStreamSource(context, next);
      source?.node.connect(node, 0, input);
    },
  };
}
