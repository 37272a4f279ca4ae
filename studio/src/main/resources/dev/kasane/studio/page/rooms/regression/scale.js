// From numbers to pixels.

/** A linear scale with round ticks. */
export class Scale {
  constructor(low, high, from, to) {
    Object.assign(this, {low, high, from, to});
  }

  pixel(value) {
    return this.from + (value - this.low) / (this.high - this.low) * (this.to - this.from);
  }

  value(pixel) {
    return this.low + (pixel - this.from) / (this.to - this.from) * (this.high - this.low);
  }

  ticks(count) {
    const rough = (this.high - this.low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(one => one >= rough);
    const ticks = [];
    for (let k = Math.ceil(this.low / step); k * step <= this.high; k++) {
      ticks.push(Number((k * step).toPrecision(10)));
    }
    return ticks;
  }
}

/** [low, high] with some room on both sides. */
export function widened(low, high, share) {
  const room = (high - low || 1) * share;
  return [low - room, high + room];
}
