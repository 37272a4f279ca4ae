import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {get} from '/base/api.js';
import {number, t} from '/base/texts.js';
import {PALETTE} from '/base/theme.js';
import '/base/chart.js';
import '/base/world-net.js';
import './texts.js';
import './standings.js';
import './settings.js';

const CURVES_EVERY = 400;

const net = (side, hidden) => `[\n  {type: 'input', out_sx: ${side}, out_sy: ${side}, out_depth: 1},\n${hidden.map(
    ([neurons, activation]) => `  {type: 'fc', num_neurons: ${neurons}, activation: '${activation}'},\n`).join('')}`
    + `  {type: 'softmax', num_classes: 10}\n]`;
const PRESETS = {demo: net(24, [[20, 'relu'], [20, 'relu']]), whole: net(28, [[100, 'relu']]),
  deep: net(24, [[50, 'tanh'], [50, 'tanh'], [50, 'tanh']]), linear: net(24, [])};

/** Optimizers side by side: same start, same batches. */
class OptimizersRoom extends WorldElement {
  static properties = {setup: {state: true}, view: {state: true}, curves: {state: true}};

  #curvesAt = 0;

  constructor() {
    super('optimizers', 100);
  }

  async editionChanged() {
    this.setup = await get('optimizers/setup');
    this.#curvesAt = 0;
  }

  async versionChanged() {
    if (!this.setup.settings) {
      // The first race is prepared in the background; its begin is a change.
      return;
    }
    this.view = await get('optimizers/view');
    if (performance.now() - this.#curvesAt > CURVES_EVERY) {
      this.curves = await get('optimizers/curves');
      this.#curvesAt = performance.now();
    }
  }

  render() {
    const {setup, view, curves} = this;
    const style = html`<link rel="stylesheet" href="/rooms/optimizers/room.css">`;
    if (!setup || !view || !curves) {
      return html`${style}<p class="faint opt-preparing" role="status">${t('opt.preparing')}</p>
        ${setup?.failure ? html`<p class="bad" role="alert">${setup.failure}</p>` : ''}`;
    }
    return html`
      ${style}
      <p class="faint">${t('opt.intro')}</p>
      <div class="stack" @opt-changed=${() => this.poll.now()}>
        <section class="panel">
          <world-controls world="optimizers" .loop=${this.loop} .playText=${t('opt.play')}
              .stepsText=${t('opt.batches', number(view.batches, 9), number(view.samples, 9))}
              @world-changed=${() => this.poll.now()}></world-controls>
        </section>
        <div class="opt-charts">
          ${this.#chart('loss', curves.loss, {log: true})}
          ${this.#chart('training', curves.training, {high: 1})}
          ${this.#chart('test', curves.test, {high: 1})}
        </div>
        <section class="panel"><opt-standings .view=${view} .target=${setup.settings.target}></opt-standings></section>
        <div class="columns">
          <section class="panel"><opt-settings .setup=${setup}></opt-settings></section>
          <section class="panel"><world-net .text=${setup.settings.net} .presets=${Object.entries(PRESETS).map(
            ([name, text]) => ({name: t('opt.' + name), text}))} .build=${text =>
            this.#build(text)}></world-net></section>
        </div>
      </div>`;
  }

  #chart(name, points, {log = false, high}) {
    const series = points.names.map((title, i) => ({name: title, x: points.x, y: points.y[i],
      colour: PALETTE[i % PALETTE.length]}));
    return html`<section class="panel"><kasane-chart .title=${t('opt.' + name)} .series=${series} .high=${high}
        ?log=${log} xlabel=${t('opt.batchAxis')}></kasane-chart></section>`;
  }

  #build(text) {
    const settings = this.querySelector('opt-settings');
    return settings.begin(settings.body(text));
  }
}

customElements.define('optimizers-room', OptimizersRoom);
