import { VoiceMeter } from '../../src/shared/coach/voice-meter.ts';
import { saidTexts, spokenLanguages, type SpokenLang } from './coach/said-texts.ts';
import { overNoise, samplesOf, say, sox, speechLevel, speechRate } from './coach/speech.ts';
import { workletCost } from './coach/worklet-cost.ts';
import { median, type Bench, type Figures } from './run-bench.ts';

/** In words a minute as espeak-ng counts them. The constants of the meter were chosen by the first rates and the texts with even numbers. */
const rates: Readonly<Record<SpokenLang, { readonly tuned: readonly number[]; readonly heldOut: readonly number[] }>> =
  {
    'zh-Hans': { tuned: [110, 150, 190, 230], heldOut: [130, 170, 210] },
    'yue-Hant-HK': { tuned: [130, 170, 220, 260], heldOut: [150, 200, 240] },
    en: { tuned: [110, 140, 170, 200], heldOut: [125, 155, 185] },
  };
/** Other voices than the one that it was made with. */
const heldOutVoices = ['+m3', '+f4'];
const textsOfEach = 4;
/** Of a headset in an office, with a voice 12 dB below what was synthesised. */
const noiseDb = -55;
const quieterDb = -12;

interface Errors {
  /** Share of the true pace, signed. */
  readonly pace: number;
  readonly loudnessDb: number;
}

/**
 * The meter of the voice coach against speech whose syllables and length are known: espeak-ng says texts of about 100
 * syllables, sox tells their level. Held out are texts, rates and voices that no constant was chosen by.
 */
export const bench: Bench = {
  defaultRuns: 5,
  async run({ runs, slowMs }) {
    const table: Record<string, Figures> = {};
    const heldOut: Errors[] = [];
    for (const lang of spokenLanguages) {
      const texts = saidTexts(lang);
      const known = texts.filter((_, index) => index % 2 === 0).slice(0, textsOfEach);
      const unknown = texts.filter((_, index) => index % 2 === 1).slice(-textsOfEach);
      for (const [kind, chosen, voices] of [
        ['tuned', known, ['']],
        ['heldOut', unknown, heldOutVoices],
      ] as const) {
        for (const rate of rates[lang][kind]) {
          const all = chosen.flatMap((text) => voices.map((voice) => errorsOf(say(text, rate, voice), text.syllables)));
          const errors = all.flatMap(({ plain, noisy }) => [plain, noisy]);
          if (kind === 'heldOut') heldOut.push(...errors);
          table[`${kind} ${lang} at ${String(Math.round(median(all.map(({ perMinute }) => perMinute))))} a minute`] =
            figuresOf(errors);
        }
      }
    }
    const worst = figuresOf(heldOut);
    return {
      figures: {
        paceErrorMax: worst['paceErrorMax'] ?? Number.NaN,
        loudnessErrorDbMax: worst['loudnessErrorDbMax'] ?? Number.NaN,
        ...(await workletCost(runs, slowMs)),
      },
      peers: table,
    };
  },
};

function errorsOf(raw: Buffer, syllables: number): { plain: Errors; noisy: Errors; perMinute: number } {
  const perMinute = syllables / (raw.length / 2 / speechRate / 60);
  const quieter = sox(raw, ['gain', String(quieterDb)]);
  return {
    perMinute,
    plain: errorOf(raw, perMinute, speechLevel(raw)),
    noisy: errorOf(overNoise(quieter, noiseDb), perMinute, speechLevel(raw) + quieterDb),
  };
}

function errorOf(raw: Buffer, perMinute: number, level: number): Errors {
  const meter = new VoiceMeter(speechRate);
  meter.push(samplesOf(raw));
  const { nuclei, talkS, energy, speechS } = meter.totals;
  return {
    pace: (nuclei / talkS) * (60 / perMinute) - 1,
    loudnessDb: 10 * Math.log10(energy / speechS) - level,
  };
}

function figuresOf(errors: readonly Errors[]): Figures {
  const mean = errors.reduce((sum, { pace }) => sum + pace, 0) / errors.length;
  return {
    paceErrorMean: rounded(mean),
    paceErrorMax: rounded(Math.max(...errors.map(({ pace }) => Math.abs(pace)))),
    loudnessErrorDbMax: rounded(Math.max(...errors.map(({ loudnessDb }) => Math.abs(loudnessDb)))),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
