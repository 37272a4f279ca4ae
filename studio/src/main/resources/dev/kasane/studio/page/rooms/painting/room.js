import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {get, getBytes, post, send} from '/base/api.js';
import {number, t} from '/base/texts.js';
import '/base/chart.js';
import '/base/world-net.js';
import '/base/world-trainer.js';
import './texts.js';
import './picture.js';

const CURVE_EVERY = 500;

const fc = (neurons, activation, times) =>
    `  {type: 'fc', num_neurons: ${neurons}, activation: '${activation}'},\n`.repeat(times);
const net = hidden => `[\n  {type: 'input', out_sx: 1, out_sy: 1, out_depth: 2},\n${hidden}`
    + `  {type: 'regression', num_neurons: 3}\n]`;
const PRESETS = {classic: net(fc(20, 'relu', 7)), wide: net(fc(64, 'relu', 4)), smooth: net(fc(32, 'tanh', 4)),
  shallow: net(fc(60, 'tanh', 1))};

/** Image painting: a network learns the colours of a picture's places. */
class PaintingRoom extends WorldElement {
  static properties = {
    setup: {state: true},
    view: {state: true},
    original: {state: true},
    painting: {state: true},
    curve: {state: true},
  };

  #curveAt = 0;

  constructor() {
    super('painting', 40);
  }

  async editionChanged() {
    this.setup = await get('painting/setup');
    this.original = await getBytes('painting/original');
    this.#curveAt = 0;
  }

  async versionChanged() {
    [this.view, this.painting] = await Promise.all([get('painting/view'), getBytes('painting/painting')]);
    if (performance.now() - this.#curveAt > CURVE_EVERY) {
      this.curve = await get('painting/curve');
      this.#curveAt = performance.now();
    }
  }

  render() {
    const {setup, view} = this;
    if (!setup || !view) {
      return html`<link rel="stylesheet" href="/rooms/painting/room.css">`;
    }
    return html`
      <link rel="stylesheet" href="/base/world.css">
      <link rel="stylesheet" href="/rooms/painting/room.css">
      <p class="faint">${t('paint.intro')}</p>
      <div class="painting-columns">
        <div class="stack">
          <section class="panel stack">
            <world-controls world="painting" .loop=${this.loop}
                @world-changed=${() => this.poll.now()}></world-controls>
            ${this.#choice()}
            <div class="painting-pair">
              <painting-picture .name=${t('paint.original')} .width=${setup.width} .height=${setup.height}
                  .bytes=${this.original}></painting-picture>
              <painting-picture class="result" .name=${t('paint.painting')} .width=${setup.width} .height=${setup.height}
                  .bytes=${this.painting}></painting-picture>
            </div>
            ${this.#rate()}
            ${this.#numbers()}
          </section>
          <section class="panel">
            <kasane-chart .title=${t('paint.lossCurve')} .series=${this.curve ? [{name: t('paint.loss'),
              x: this.curve.x, y: this.curve.y[0]}] : []} xlabel=${t('paint.updates')} log></kasane-chart>
          </section>
        </div>
        <div class="stack">
          <section class="panel"><world-trainer .settings=${setup.trainer} .change=${settings =>
            this.#set('trainer', settings)}></world-trainer></section>
          <section class="panel"><world-net .text=${setup.net} .presets=${Object.entries(PRESETS).map(([name, text]) =>
            ({name: t('paint.' + name), text}))} .build=${text => this.#set('net', {text})}></world-net></section>
        </div>
      </div>`;
  }

  #choice() {
    const {setup} = this;
    return html`<div class="row">
      <label>${t('paint.picture')} <select class="gallery" @change=${e => this.attempt(() =>
        this.#set('gallery', {}, {name: e.target.value}))}>
        ${setup.gallery.map(name => html`<option value=${name} .selected=${name === setup.picture}>${
          t('paint.' + name)}</option>`)}
        ${setup.picture === '' ? html`<option disabled .selected=${true}>${t('paint.own')}</option>` : ''}
      </select></label>
      <label class="painting-file">${t('paint.file')}
        <input type="file" accept="image/png,image/jpeg,image/gif,image/bmp"
            @change=${e => this.#upload(e.target)}></label>
    </div>`;
  }

  #rate() {
    const {trainer} = this.setup;
    return html`<label class="painting-rate">${t('paint.rate')}
      <input class="rate-slider" type="range" min="-4" max="-1" step="0.02" ?disabled=${trainer.method === 'adadelta'}
          .value=${String(Math.log10(trainer.learningRate || 1e-4))} @input=${e => this.attempt(() =>
            this.#set('trainer', {...trainer, learningRate: Number((10 ** Number(e.target.value)).toPrecision(3))}))}>
      <output>${number(trainer.learningRate, 3)}</output></label>`;
  }

  #numbers() {
    const {view, setup, loop} = this;
    const rate = (loop?.rate ?? 0) * setup.updates * setup.trainer.batchSize;
    const rows = [['loss', number(view.loss, 3)], ['psnr', this.#psnr()], ['samples', number(view.samples, 12)],
      ['speed', rate > 0 ? number(rate, 3) : '–']];
    return html`<dl class="painting-numbers">${rows.map(([key, value]) => html`
      <div title=${key === 'psnr' ? t('paint.psnrHint') : ''}><dt>${t('paint.' + key)}</dt>
        <dd class=${key}>${value}</dd></div>`)}</dl>`;
  }

  /** Of the whole painting, from what is on the screen. */
  #psnr() {
    const {original, painting} = this;
    if (!original || original.length !== painting.length) {
      return '–';
    }
    let sum = 0;
    for (let i = 0; i < original.length; i++) {
      sum += (original[i] - painting[i]) ** 2;
    }
    return sum === 0 ? '∞' : `${(10 * Math.log10(255 ** 2 * original.length / sum)).toFixed(1)} dB`;
  }

  async #set(path, body, params) {
    this.setup = await post('painting/' + path, body, params);
    this.poll.now();
  }

  async #upload(input) {
    const file = input.files[0];
    if (file) {
      await this.attempt(async () => {
        this.setup = await send('painting/picture', file);
      });
      input.value = '';
      this.poll.now();
    }
  }
}

customElements.define('painting-room', PaintingRoom);
