// What can be seen of a run, one tab each. `title` is the key of a text that is there from the beginning, `load`
// imports the element, `view` renders it for a run.

import {html} from 'lit';

export const TABS = [
  {id: 'training', title: 'image.training', load: () => import('./run-charts.js'),
    view: () => html`<run-charts></run-charts>`},
  {id: 'weights', title: 'image.weights', load: () => import('./run-layers.js'),
    view: () => html`<run-layers></run-layers>`},
  {id: 'inside', title: 'image.inside', load: () => import('/rooms/inside/inside-panel.js'),
    view: run => html`<inside-panel .run=${run}></inside-panel>`},
];
