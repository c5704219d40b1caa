import { createLevelMeter, type LevelMeter } from './level-meter.ts';
import { createSilentContext, runOnceTouched } from './silent-context.ts';
import { createStreamSource } from './stream-source.ts';

/** Measures how loud streams are. */
export interface StreamMeters {
  of(stream: MediaStream): LevelMeter;
}

/**
 * In an audio context of their own that ends with the last of them: a browser keeps every source of a stream for as long
 * as its context runs, and the desk's own runs for the whole shift.
 */
export function createStreamMeters(): StreamMeters {
  let context: AudioContext | undefined;
  let open = 0;
  const end = (): void => {
    open -= 1;
    if (open > 0) return;
    void context?.close();
    context = undefined;
  };
  return {
    of(stream) {
      const current = (context ??= createSilentContext());
      open += 1;
      const source = createStreamSource(current, stream);
      const meter = createLevelMeter(source.node);
      let isOpen = true;
      return {
        level: () => {
          runOnceTouched(current);
          return meter.level();
        },
        close: () => {
          if (!isOpen) return;
          isOpen = false;
          meter.close();
          source.close();
          end();
        },
      };
    },
  };
}
