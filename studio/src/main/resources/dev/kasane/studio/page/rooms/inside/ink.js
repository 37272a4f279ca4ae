// Ink on a square: numbers from 0 (none) to 1, so that nothing has to be read back from a canvas.

/** Rows and columns. */
export const SIZE = 112;

/** Draws round strokes into an array. */
export class Ink {
  constructor() {
    this.values = new Float32Array(SIZE * SIZE);
  }

  get empty() {
    return this.values.every(value => value === 0);
  }

  clear() {
    this.values.fill(0);
  }

  /** A stroke from one point to another, all in parts of the square. */
  stroke(x0, y0, x1, y1, radius, erase = false) {
    const [ax, ay, bx, by, r] = [x0 * SIZE, y0 * SIZE, x1 * SIZE, y1 * SIZE, radius * SIZE];
    const low = v => Math.max(0, Math.floor(v - r - 1));
    const high = v => Math.min(SIZE - 1, Math.ceil(v + r + 1));
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy || 1;
    for (let y = low(Math.min(ay, by)); y <= high(Math.max(ay, by)); y++) {
      for (let x = low(Math.min(ax, bx)); x <= high(Math.max(ax, bx)); x++) {
        const px = x + 0.5 - ax;
        const py = y + 0.5 - ay;
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const cover = Math.max(0, Math.min(1, r + 0.5 - distance));
        const at = y * SIZE + x;
        this.values[at] = erase ? Math.min(this.values[at], 1 - cover) : Math.max(this.values[at], cover);
      }
    }
  }
}
