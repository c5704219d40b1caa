/** Loudness of what runs through one audio node. */
export interface LevelMeter {
  /** RMS of the last 2048 samples (about 43 ms), 0–1. */
  level(): number;
  close(): void;
}

export function createLevelMeter(source: AudioNode): LevelMeter {
  const analyser = new AnalyserNode(source.context, { fftSize: 2048, smoothingTimeConstant: 0 });
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      return Math.min(1, Math.sqrt(sum / samples.length));
    },
    close: () => source.disconnect(analyser),
  };
}
