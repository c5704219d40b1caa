/** Three rising notes, soft: to hear whether, and where, a device plays. Frequencies in Hz. */
const notes = [523, 659, 784];
const noteS = 0.18;

export function playChime(context: AudioContext): void {
  notes.forEach((frequency, index) => {
    const start = context.currentTime + 0.05 + index * noteS;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.2, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + noteS * 2);
    const note = new OscillatorNode(context, { frequency });
    note.connect(gain).connect(context.destination);
    note.start(start);
    note.stop(start + noteS * 2);
    note.onended = () => gain.disconnect();
  });
}
