/** Seeded random numbers: xorshift32 (Marsaglia, "Xorshift RNGs", 2003), so that a run never depends on Node's. */
export class Random {
  constructor(seed) {
    // A zero state would stay zero; the odd constant spreads small seeds.
    this.state = Math.imul(seed, 0x9e3779b1) | 1;
    for (let i = 0; i < 16; i++) this.next();
  }

  next() {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x >>> 0;
  }

  /** Uniform in [low, high), with 24 random bits. */
  uniform(low = 0, high = 1) {
    return low + (high - low) * ((this.next() >>> 8) / 0x1000000);
  }

  /** A whole number in [0, bound). */
  below(bound) {
    return Math.floor(this.uniform() * bound);
  }

  /** So many numbers uniform in [low, high), rounded to float32. */
  array(count, low, high) {
    return Float32Array.from({ length: count }, () => this.uniform(low, high));
  }
}
