// Keeps a copy of a run's curves and asks for what is new only.

import {get} from '/base/api.js';

/** One run as the page knows it. */
export class FollowedRun {
  #curves = [];
  #epochs = [];

  constructor(id) {
    this.id = id;
    this.state = null;
    /** Grows whenever points have been added, so that charts know. */
    this.version = 0;
  }

  async update() {
    const known = this.#curves.map(one => `${one.generation},${one.x.length}`).join(',');
    const state = await get('runs/state', {run: this.id, known, epochs: this.#epochs.length});
    this.#curves = state.curves.map((part, index) => {
      const before = this.#curves[index];
      const kept = before && before.generation === part.generation && part.from === before.x.length;
      if (part.x.length > 0 || !kept) {
        this.version++;
      }
      return kept
          ? {...part, x: before.x.concat(part.x), y: before.y.concat(part.y)}
          : part;
    });
    if (state.epochsFrom !== this.#epochs.length) {
      // The run has begun anew.
      this.#epochs = [];
      this.version++;
    }
    if (state.epochs.length > 0) {
      this.#epochs = this.#epochs.concat(state.epochs);
      this.version++;
    }
    this.state = state;
  }

  /** A curve over the steps: {x, y}. */
  curve(name) {
    return this.#curves.find(one => one.name === name) ?? {x: [], y: []};
  }

  get epochs() {
    return this.#epochs;
  }

  /** The names of what was measured after epochs. */
  names() {
    return [...new Set(this.#epochs.flatMap(one => Object.keys(one.values)))];
  }

  /** What was measured after each epoch, over the steps; null if it was not. */
  measured(name) {
    const points = this.#epochs.filter(one => one.values[name] !== undefined);
    return points.length === 0 ? null
        : {x: points.map(one => one.step), y: points.map(one => one.values[name])};
  }
}
