// Which moment of a run is looked at: shared by all elements that show the run, wherever they stand in the page.

/** The present weights. */
export const NOW = -1;

const moments = new Map();
const listeners = new Set();

/** The checkpoint of a run that is looked at, or NOW. */
export function momentOf(run) {
  return moments.get(run) ?? NOW;
}

export function setMoment(run, at) {
  if (momentOf(run) !== at) {
    moments.set(run, at);
    listeners.forEach(listener => listener(run));
  }
}

/** Calls back with the run whose moment has changed; returns a function that ends this. */
export function onMoment(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
