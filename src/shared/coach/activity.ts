/** Speech begins after this much of it: a click is shorter. */
const startHops = 5;
/** A gap up to this long is inside a word or between two, and belongs to the speech: as in ITU-T P.56. */
const gapHops = 20;
/** Above the room by this much. */
const overRoomDb = 9;
/** Below the loudest of the voice by more than this it is the room, whatever came before. */
const belowVoiceDb = 28;
/** A voice that was loud is forgotten at 1 dB/s, a quiet room at 3 dB/s. */
const voiceForgetDbPerHop = 0.01;
const roomForgetDbPerHop = 0.03;
const quietestRoomDb = -75;
const quietestSpeechDb = -62;
const unknownRoomDb = -50;

/** Tells speech from silence, hop by hop (10 ms), by level alone; follows the room and the voice. */
export class Activity {
  #roomDb = unknownRoomDb;
  #voiceDb = quietestSpeechDb;
  #above = 0;
  #below = gapHops;
  #isSpeech = false;

  /** Somebody speaks, gaps inside of words included. */
  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  /** @param levelDb of the hop, dBFS; @returns whether the hop itself is loud */
  next(levelDb: number): boolean {
    this.#roomDb = Math.max(quietestRoomDb, Math.min(levelDb, this.#roomDb + roomForgetDbPerHop));
    const limit = Math.max(this.#roomDb + overRoomDb, this.#voiceDb - belowVoiceDb, quietestSpeechDb);
    const isLoud = levelDb > limit;
    this.#above = isLoud ? this.#above + 1 : 0;
    this.#below = isLoud ? 0 : this.#below + 1;
    // The first hops of a click must not become the voice that all is measured by.
    this.#voiceDb -= voiceForgetDbPerHop;
    if (this.#above >= startHops) {
      this.#isSpeech = true;
      this.#voiceDb = Math.max(levelDb, this.#voiceDb);
    } else if (this.#below > gapHops) this.#isSpeech = false;
    return isLoud;
  }
}
