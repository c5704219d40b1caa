/** Two falling notes, twice: nothing that rings sounds like this. Frequencies in Hz. */
const notes = [880, 587, 880, 587];
const noteS = 0.16;

export function playAlert(context: AudioContext): void {
  notes.forEach((frequency, index) => {
    const start = context.currentTime + 0.05 + index * noteS + (index > 1 ? 0.2 : 0);
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.35, start + 0.015);
    gain.gain.setValueAtTime(0.35, start + noteS - 0.03);
    gain.gain.linearRampToValueAtTime(0, start + noteS);
    const note = new OscillatorNode(context, { type: 'triangle', frequency });
    note.connect(gain).connect(context.destination);
    note.start(start);
    note.stop(start + noteS);
    note.onended = () => gain.disconnect();
  });
}
