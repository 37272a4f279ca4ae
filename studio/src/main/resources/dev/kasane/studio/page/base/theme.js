// Dark or light: the system's choice until a person makes one.

const listeners = new Set();
const system = matchMedia('(prefers-color-scheme: dark)');
let chosen = localStorage.getItem('kasane-theme');

function apply() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  listeners.forEach(listener => listener());
}

export function isDark() {
  return chosen === null ? system.matches : chosen === 'dark';
}

export function toggleTheme() {
  chosen = isDark() ? 'light' : 'dark';
  localStorage.setItem('kasane-theme', chosen);
  apply();
}

/** Calls back when it changes; returns a function that ends this. */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A colour of the style sheet, by its variable, for canvases and charts. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Colours of classes and curves, the same in all rooms (Okabe and Ito's, readable for the colour-blind). */
export const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#8c8c00', '#7b5fd3',
    '#a05a2c', '#5f6b7a'];

system.addEventListener('change', apply);
apply();
