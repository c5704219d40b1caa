import { createCalleeAgent, type CalleeAgent } from '../sip/callee-agent.ts';
import { createCallerVoice } from './caller-voice.ts';
import { practiceMedia, type PracticeParts } from './practice-media.ts';

export interface PracticeStaffParts extends PracticeParts {
  readonly domain: string;
}

/** Always busy, and never answered: for practising what happens then. */
const busyAddress = '8886';
const silentAddress = '8887';

/** What somebody says whom nobody wrote lines for: a murmur, again and again. */
const murmur = { text: '…', gloss: '…', afterMs: 0, toneMs: 1_600 };
const pauseMs = 1_800;

/** Everybody else on the exchange of practice. */
export function createPracticeStaff(parts: PracticeStaffParts): CalleeAgent {
  const { audio, clock, domain, hub, soundBase } = parts;
  const voices = new Map<object, ReturnType<typeof createCallerVoice>>();
  return createCalleeAgent({
    ...{ domain, clock, open: hub.open },
    manner: (address) => (address === busyAddress ? 'busy' : address === silentAddress ? 'neverAnswers' : 'answers'),
    makeMedia: (session) => {
      const voice = createCallerVoice(audio, soundBase);
      const media = practiceMedia(parts, () => voice.stream)(session);
      voices.set(media, voice);
      return media;
    },
    onAnswered: (media) => {
      const voice = voices.get(media);
      let cancelPause: () => void = () => undefined;
      const speak = (): void => {
        voice?.say(murmur, () => (cancelPause = clock.after(pauseMs, speak)));
      };
      speak();
      return () => {
        cancelPause();
        voice?.close();
        voices.delete(media);
      };
    },
  });
}
