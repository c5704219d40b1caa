/** One second-order section (RBJ's cookbook), direct form 2 transposed: two numbers of memory, nothing allocated. */
export class Biquad {
  readonly #b0: number;
  readonly #b1: number;
  readonly #b2: number;
  readonly #a1: number;
  readonly #a2: number;
  #z1 = 0;
  #z2 = 0;

  /**
   * @param hz corner frequency, below half of `sampleRate`
   */
  constructor(kind: 'lowPass' | 'highPass', hz: number, sampleRate: number, q = Math.SQRT1_2) {
    const w = (2 * Math.PI * hz) / sampleRate;
    const cos = Math.cos(w);
    const alpha = Math.sin(w) / (2 * q);
    const a0 = 1 + alpha;
    const edge = kind === 'lowPass' ? 1 - cos : 1 + cos;
    this.#b0 = edge / 2 / a0;
    this.#b1 = (kind === 'lowPass' ? edge : -edge) / a0;
    this.#b2 = this.#b0;
    this.#a1 = (-2 * cos) / a0;
    this.#a2 = (1 - alpha) / a0;
  }

  next(x: number): number {
    const y = this.#b0 * x + this.#z1;
    this.#z1 = this.#b1 * x - this.#a1 * y + this.#z2;
    this.#z2 = this.#b2 * x - this.#a2 * y;
    return y;
  }
}
