import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {get, getFloats, post} from '/base/api.js';
import {toast} from '/base/element.js';
import {isShared, sharedSetup, shareLink, showShared} from '/base/share.js';
import {number, t} from '/base/texts.js';
import '/base/chart.js';
import '/base/world-net.js';
import '/base/world-trainer.js';
import {FUNCTIONS} from '/rooms/regression/texts.js';
import '/rooms/regression/plot.js';
import '/rooms/regression/neurons.js';
import {PRESETS} from '/rooms/regression/presets.js';
import {widened} from '/rooms/regression/scale.js';

const COUNT = 181;
const CURVE_EVERY = 400;

/** Points of a function and the network that learns it. */
class RegressionRoom extends WorldElement {
  static properties = {
    reply: {state: true}, view: {state: true}, curves: {state: true}, curve: {state: true}, area: {state: true},
    erasing: {state: true}, overlay: {state: true},
  };

  #curveAt = 0;
  #areaOf = null;
  #moving = false;
  #nextMove = null;

  constructor() {
    super('regression');
    Object.assign(this, {erasing: false, overlay: -1});
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.attempt(async () => {
      const shared = sharedSetup('regression');
      if (shared && !isShared('regression', (await get('regression/setup')).setup)) {
        this.#took(await post('regression/setup', shared));
      }
    });
  }

  async editionChanged() {
    this.#took(await get('regression/setup'));
  }

  async versionChanged() {
    const now = performance.now();
    const wantsCurve = now - this.#curveAt > CURVE_EVERY || !this.loop?.running;
    const [low, high] = this.area.x;
    const {layers} = this.reply;
    const [view, values] = await Promise.all([
      get('regression/view', {curve: wantsCurve ? 1 : 0}),
      getFloats('regression/curves', {low, high, count: COUNT}),
    ]);
    this.view = view;
    if (values.length === COUNT * layers.reduce((sum, layer) => sum + layer.size, 0)) {
      this.curves = {values, count: COUNT};
    }
    if (view.curve) {
      this.curve = view.curve;
      this.#curveAt = now;
    }
  }

  #took(reply) {
    if (this.reply && this.reply.layers.length !== reply.layers.length) {
      this.curves = null;
      this.overlay = -1;
    }
    this.reply = reply;
    this.#frame();
    showShared('regression', reply.setup);
  }

  /** What is on the chart is the function and all points. It grows while points move, and shrinks with other points. */
  #frame() {
    const {setup, dots, low, high} = this.reply;
    const key = setup.points === null ? JSON.stringify(setup.samples) : setup.samples.function;
    const truth = FUNCTIONS[setup.samples.function].at;
    const ys = Array.from({length: 100}, (_, i) => truth(low + (high - low) * i / 99));
    let x = widened(low, high, 0.08);
    let y = widened(Math.min(...ys, ...dots.map(dot => dot.y)), Math.max(...ys, ...dots.map(dot => dot.y)), 0.15);
    x = [Math.min(x[0], ...dots.map(dot => dot.x)), Math.max(x[1], ...dots.map(dot => dot.x))];
    if (this.area && (key === this.#areaOf || setup.points !== null)) {
      const outside = dots.some(dot => dot.x < this.area.x[0] || dot.x > this.area.x[1] || dot.y < this.area.y[0]
          || dot.y > this.area.y[1]);
      if (!outside) {
        return;
      }
      x = [Math.min(x[0], this.area.x[0]), Math.max(x[1], this.area.x[1])];
      y = [Math.min(y[0], this.area.y[0]), Math.max(y[1], this.area.y[1])];
    }
    this.#areaOf = key;
    this.area = {x, y};
  }

  async #post(path, body) {
    const reply = await post(`regression/${path}`, body);
    if (reply.error) {
      throw new Error(reply.error);
    }
    this.#took(reply);
    this.poll.now();
  }

  #try(path, body) {
    return this.attempt(() => this.#post(path, body));
  }

  /** One move at a time is on its way; of those that come meanwhile only the last counts. */
  async #drag(move) {
    this.#nextMove = move;
    if (this.#moving) {
      return;
    }
    this.#moving = true;
    while (this.#nextMove) {
      const next = this.#nextMove;
      this.#nextMove = null;
      await this.#try('move', next);
    }
    this.#moving = false;
  }

  render() {
    if (!this.reply) {
      return html`<link rel="stylesheet" href="/rooms/regression/room.css">`;
    }
    const {setup, layers} = this.reply;
    return html`
      <link rel="stylesheet" href="/base/world.css">
      <link rel="stylesheet" href="/rooms/regression/room.css">
      <div class="row head"><h2>${t('regression.title')}</h2>
        <world-controls world="regression" .loop=${this.loop}
            .stepsText=${t('regression.passes', number(this.loop?.steps ?? 0, 12))}
            @world-changed=${() => this.poll.now()}></world-controls></div>
      <div class="regression-grid">
        <section class="panel stack">${this.#points()}
          <world-trainer class="stack" .settings=${setup.trainer}
              .change=${settings => this.#post('trainer', settings)}></world-trainer></section>
        <section class="panel stack">${this.#chart()}</section>
        <section class="panel stack wide-2">
          <div class="row"><h3>${t('regression.neurons')}</h3>
            <span class="faint">${t('regression.neuronsHelp')}</span></div>
          <regression-neurons .layers=${layers} .curves=${this.curves}></regression-neurons>
        </section>
        <section class="panel stack wide-2 columns">
          <kasane-chart .title=${t('regression.loss')} .xlabel=${t('regression.pass')} .log=${true} .series=${[
            {name: t('regression.lossNow'), x: this.curve?.x ?? [], y: this.curve?.y[0] ?? []}]}></kasane-chart>
          <div class="stack">
            <world-net class="stack" .text=${setup.net} .presets=${PRESETS}
                .build=${text => this.#post('net', {net: text})}></world-net>
            <div class="row"><button class="share" @click=${() => this.#share()}>${t('regression.share')}</button>
              <span class="faint">${t('regression.shared')}</span></div>
          </div>
        </section>
      </div>`;
  }

  #points() {
    const {samples, points, seed} = this.reply.setup;
    const set = changes => this.#try('samples', {...samples, ...changes});
    return html`
      <h3>${t('regression.points')}</h3>
      <div class="row kinds" role="group" aria-label=${t('regression.points')}>
        ${Object.entries(FUNCTIONS).map(([word, {name}]) => html`<button class="small" data-function=${word}
            aria-pressed=${String(points === null && samples.function === word)}
            @click=${() => set({function: word})}>${name}</button>`)}
        ${points === null ? '' : html`<span class="faint">${t('regression.own')}</span>`}
      </div>
      <label class="field"><span>${t('regression.count')}</span> <input type="number" name="count" min="1" max="1000"
          .value=${String(samples.count)} @change=${e => set({count: Number(e.target.value)})}></label>
      <label class="field"><span>${t('regression.noise')}</span> <input type="number" name="noise" min="0" max="5"
          step="0.1" .value=${String(samples.noise)} @change=${e => set({noise: Number(e.target.value)})}></label>
      <div class="row">
        <button class="small redraw" @click=${() => set({seed: samples.seed + 1})}>${t('regression.redraw')}</button>
        <button class="small restart" @click=${() => this.#try('setup', {...this.reply.setup, seed: seed + 1})}
            >${t('regression.restart')}</button>
        <span class="faint">${t('regression.seed')} ${samples.seed} / ${seed}</span>
      </div>`;
  }

  #chart() {
    const {setup, dots, layers} = this.reply;
    const start = layers.slice(0, Math.max(0, this.overlay)).reduce((sum, layer) => sum + layer.size, 0);
    const total = layers.reduce((sum, layer) => sum + layer.size, 0);
    const pick = index => this.curves.values.subarray(index * COUNT, (index + 1) * COUNT);
    const neurons = this.curves && this.overlay >= 0
        ? Array.from({length: layers[this.overlay].size}, (_, i) => pick(start + i)) : [];
    return html`
      <div class="row"><h3>${t('regression.chart')}</h3>
        <span class="loss-now">${t('regression.lossNow')} <strong>${number(this.view?.loss, 4)}</strong></span></div>
      <regression-plot .area=${this.area} .dots=${dots} .curve=${this.curves ? pick(total - 1) : null}
          .neurons=${neurons} .truth=${FUNCTIONS[setup.samples.function].at} .erasing=${this.erasing}
          @dot-add=${e => this.#try('add', e.detail)} @dot-move=${e => this.#drag(e.detail)}
          @dot-remove=${e => this.#try('remove', e.detail)}></regression-plot>
      <div class="row">
        <button class="small erase" aria-pressed=${String(this.erasing)}
            @click=${() => { this.erasing = !this.erasing; }}>${t('regression.erase')}</button>
        <button class="small clear" @click=${() => this.#try('clear')}>${t('regression.clear')}</button>
        <label>${t('regression.overlay')} <select class="overlay"
            @change=${e => { this.overlay = Number(e.target.value); }}>
          <option value="-1" ?selected=${this.overlay < 0}>${t('regression.none')}</option>
          ${layers.slice(1).map(layer => html`<option value=${layer.index} ?selected=${layer.index === this.overlay}
              >${layer.index} ${layer.type} (${layer.size})</option>`)}</select></label>
      </div>
      <p class="faint">${t('regression.help')}</p>`;
  }

  #share() {
    return this.attempt(async () => {
      await navigator.clipboard.writeText(shareLink('regression', this.reply.setup));
      toast(t('regression.shared'));
    });
  }
}

customElements.define('regression-room', RegressionRoom);
