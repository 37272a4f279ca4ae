// What the studio says of its runs, kept up to date by one request at a time.

import {Poll} from '/base/poll.js';
import {post} from '/base/api.js';
import {PALETTE} from '/base/theme.js';

const INTERVAL = 800;

class Run {
  life = -1;
  title = '';
  firstStep = 0;
  curves = new Map();
  epochs = [];

  have(id, layers) {
    const known = {};
    for (const [name, curve] of this.curves) {
      known[name] = [curve.generation, curve.x.length];
    }
    return {run: id, life: this.life, epochs: this.epochs.length, layers, known};
  }

  take(part) {
    if (part.life !== this.life) {
      this.life = part.life;
      this.curves.clear();
      this.epochs = [];
    }
    this.title = part.title;
    this.firstStep = part.firstStep;
    this.epochs.length = Math.min(this.epochs.length, part.epochsFrom);
    this.epochs.push(...part.epochs);
    for (const [name, points] of Object.entries(part.parts)) {
      const curve = this.curves.get(name);
      if (curve && curve.generation === points.generation && curve.x.length === points.from) {
        curve.x.push(...points.x);
        curve.y.push(...points.y);
      } else {
        this.curves.set(name, {generation: points.generation, x: points.x, y: points.y});
      }
    }
  }

  /** A curve for charts, its steps counted from the first run it was branched from. */
  series(name) {
    const curve = this.curves.get(name);
    return curve ? {x: curve.x.map(x => x + this.firstStep), y: curve.y} : {x: [], y: []};
  }

  epochSeries(name) {
    return {x: this.epochs.map(one => one.step + this.firstStep), y: this.epochs.map(one => one.values[name] ?? null)};
  }
}

/** One for all elements of the room. */
class Store extends EventTarget {
  runs = [];
  detail = null;
  selected = null;
  layers = false;
  hidden = new Set();
  #curves = new Map();
  #poll = new Poll(() => this.#ask(), INTERVAL);
  #users = 0;
  #numbers = new Map();

  start() {
    if (this.#users++ === 0) {
      this.#poll.start();
    }
  }

  stop() {
    if (--this.#users === 0) {
      this.#poll.stop();
    }
  }

  now() {
    return this.#poll.now();
  }

  select(id) {
    this.selected = id;
    this.detail = null;
    this.#changed();
    this.now();
  }

  /** Whether a run's curves are in the charts. */
  shown(id) {
    return !this.hidden.has(id);
  }

  toggle(id) {
    if (!this.hidden.delete(id)) {
      this.hidden.add(id);
    }
    this.#changed();
  }

  /** The colour of a run, the same in all charts. */
  colour(id) {
    if (!this.#numbers.has(id)) {
      this.#numbers.set(id, Number(id.match(/\d+$/)?.[0] ?? this.#numbers.size + 1) - 1);
    }
    return PALETTE[this.#numbers.get(id) % PALETTE.length];
  }

  /** [id, Run] of all runs in the charts. */
  compared() {
    return this.runs.filter(one => this.shown(one.id) && this.#curves.has(one.id))
        .map(one => [one.id, this.#curves.get(one.id)]);
  }

  curvesOf(id) {
    return this.#curves.get(id);
  }

  async #ask() {
    const ids = this.runs.map(one => one.id).filter(id => this.shown(id));
    const answer = await post('image/watch', {
      run: this.selected,
      curves: ids.map(id => this.#of(id).have(id, this.layers && id === this.selected)),
    });
    this.runs = answer.runs;
    if (answer.detail && answer.detail.id === this.selected) {
      this.detail = answer.detail;
    }
    for (const part of answer.curves) {
      this.#of(part.run).take(part);
    }
    for (const id of [...this.#curves.keys()]) {
      if (!this.runs.some(one => one.id === id)) {
        this.#curves.delete(id);
      }
    }
    if (!this.runs.some(one => one.id === this.selected)) {
      this.selected = this.runs.at(-1)?.id ?? null;
      this.detail = null;
    }
    this.#changed();
    // Drawing counts as time of the question, so that a slow page asks less often.
    await new Promise(resolve => requestAnimationFrame(resolve));
  }

  #of(id) {
    if (!this.#curves.has(id)) {
      this.#curves.set(id, new Run());
    }
    return this.#curves.get(id);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const store = new Store();

/** Renders an element again whenever the store has changed. */
export const withStore = Base => class extends Base {
  #listen = () => this.storeChanged();

  storeChanged() {
    this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('change', this.#listen);
    store.start();
    this.storeChanged();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener('change', this.#listen);
    store.stop();
  }
};
