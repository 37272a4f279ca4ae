// Asks again and again, never faster than the page keeps up: what computes shall not be slowed by being watched.

/** The share of time that may go into asking and drawing: with two cores that train, less than 1 % of both. */
const SHARE = 0.015;

/** How long the page works on the next frame: what elements do when their state changes, canvases, layout. */
function frame() {
  const begin = performance.now();
  return new Promise(resolve => {
    // Elements have rendered when this comes; canvases draw in the frame.
    setTimeout(() => {
      const rendered = performance.now() - begin;
      requestAnimationFrame(() => {
        const start = performance.now();
        setTimeout(() => resolve(rendered + performance.now() - start));
      });
      // Hidden pages have no frames.
      setTimeout(() => resolve(rendered), LONGEST_FRAME);
    });
  });
}

const LONGEST_FRAME = 1_000;

/** Where everything takes long because the machine is busy, a page still has to show that something happens. */
const LONGEST_WAIT = 4_000;

/**
 * Calls an asynchronous function, waits, and calls it again, until stop() is called. It is not called while the page is
 * hidden. The wait is at least `interval` milliseconds, and longer where the call, or the drawing after it, takes long:
 * together they take at most `share` of the time, unless that would mean to wait for more than four seconds.
 */
export class Poll {
  #ask;
  #interval;
  #share;
  #timer = null;
  #running = false;
  #again = false;
  #stopped = true;
  #visible = () => {
    if (!document.hidden && !this.#stopped) {
      this.now();
    }
  };

  constructor(ask, interval = 250, share = SHARE) {
    this.#ask = ask;
    this.#interval = interval;
    this.#share = share;
  }

  set interval(value) {
    this.#interval = value;
  }

  start() {
    if (this.#stopped) {
      this.#stopped = false;
      document.addEventListener('visibilitychange', this.#visible);
      this.now();
    }
    return this;
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#visible);
  }

  /** Asks at once, for example after something was changed. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#stopped || document.hidden) {
      return;
    }
    if (this.#running) {
      // What is under way may have been answered before the change.
      this.#again = true;
      return;
    }
    this.#running = true;
    const begin = performance.now();
    let took = 0;
    try {
      await this.#ask();
      document.dispatchEvent(new CustomEvent('kasane-poll-worked'));
    } catch (e) {
      // The server is gone or refused: ask again, but not often.
      took = 100;
      document.dispatchEvent(new CustomEvent('kasane-poll-failed', {detail: e}));
    } finally {
      const asked = performance.now();
      took = Math.max(took, asked - begin + await frame());
      const drawn = performance.now();
      this.#running = false;
      if (!this.#stopped) {
        const rest = Math.min(LONGEST_WAIT, took * (1 / this.#share - 1));
        const wait = this.#again ? 0 : Math.max(0, this.#interval - (drawn - asked), rest);
        this.#again = false;
        this.#timer = setTimeout(() => this.now(), wait);
      }
    }
  }
}
