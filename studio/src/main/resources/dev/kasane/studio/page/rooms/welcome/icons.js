import {svg} from 'lit';

// A small picture for each room, in the colours of the page.

const ICONS = {
  image: svg`<rect x="6" y="6" width="36" height="36" rx="4"/><path d="M17 15h13l-9 20" class="strong"/>`,
  inside: svg`<rect x="6" y="6" width="15" height="15"/><rect x="27" y="6" width="15" height="15" class="fill"/>
      <rect x="6" y="27" width="15" height="15" class="fill"/><rect x="27" y="27" width="15" height="15"/>`,
  classify: svg`<path d="M6 34C16 34 18 14 42 12"/><circle cx="14" cy="16" r="3" class="fill"/>
      <circle cx="24" cy="11" r="3" class="fill"/><circle cx="26" cy="34" r="3" class="warm"/>
      <circle cx="37" cy="28" r="3" class="warm"/>`,
  regression: svg`<path d="M6 32C14 6 22 6 27 24S38 40 42 14" class="strong"/><circle cx="10" cy="22" r="2.5"/>
      <circle cx="22" cy="13" r="2.5"/><circle cx="31" cy="33" r="2.5"/>`,
  autoencoder: svg`<path d="M6 8 20 20v8L6 40zM42 8 28 20v8l14 12z"/><circle cx="24" cy="24" r="3" class="warm"/>`,
  painting: svg`<path d="M8 38c2-8 6-8 9-5s1 7-9 5z" class="fill"/><path d="M18 30 40 8" class="strong"/>`,
  optimizers: svg`<path d="M6 10c6 22 14 28 36 28" class="strong"/><path d="M6 10c12 8 20 24 36 24"/>
      <path d="M6 10c18 2 26 18 36 20"/>`,
  search: svg`<circle cx="20" cy="20" r="12"/><path d="m29 29 12 12" class="strong"/>
      <path d="M15 24v-5m5 5v-9m5 9v-7"/>`,
  qlearning: svg`<circle cx="24" cy="24" r="9" class="fill"/><path d="M24 15V5m6 12 8-8M33 24h10M18 17l-8-8M15 24H5"/>
      <circle cx="40" cy="38" r="3" class="warm"/>`,
  runs: svg`<path d="M6 40V6m0 34h36"/><path d="M9 12c5 14 12 20 30 22" class="strong"/>
      <path d="M9 20c8 12 18 15 30 17"/>`,
};

/** The icon of a room, or none. */
export function icon(id) {
  return ICONS[id]
      ? svg`<svg class="room-icon" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">${ICONS[id]}</svg>`
      : '';
}
