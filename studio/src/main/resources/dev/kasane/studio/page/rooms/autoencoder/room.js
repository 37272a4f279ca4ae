import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {download, get, getFloats, post, sendForFloats} from '/base/api.js';
import {toast} from '/base/element.js';
import {isShared, sharedSetup, shareLink, showShared} from '/base/share.js';
import {number, t} from '/base/texts.js';
import '/base/chart.js';
import '/base/world-net.js';
import '/base/world-trainer.js';
import '/rooms/autoencoder/texts.js';
import {areaOf} from '/rooms/autoencoder/code-map.js';
import '/rooms/autoencoder/images.js';
import {PRESETS} from '/rooms/autoencoder/presets.js';

const DIGITS = 400;
const SHOWN = 14;
const BEHIND = 14;
const SLOW_EVERY = 500;

/** Digits, a network with a narrow waist, and what it makes of them. */
class AutoencoderRoom extends WorldElement {
  static properties = {
    reply: {state: true}, digits: {state: true}, codes: {state: true}, view: {state: true}, pairs: {state: true},
    filters: {state: true}, decoded: {state: true}, probe: {state: true}, layer: {state: true}, pair: {state: true},
    thumbs: {state: true}, wantsBehind: {state: true}, behind: {state: true}, first: {state: true},
  };

  #slowAt = 0;
  #decoding = false;
  #digitsOf = null;

  constructor() {
    super('autoencoder', 150);
    Object.assign(this, {layer: null, pair: [0, 1], probe: null, thumbs: true, wantsBehind: false, first: 0});
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.attempt(async () => {
      const shared = sharedSetup('autoencoder');
      if (shared && !isShared('autoencoder', (await get('autoencoder/setup')).setup)) {
        this.#took(await post('autoencoder/setup', shared));
      }
    });
  }

  async editionChanged() {
    this.#took(await get('autoencoder/setup'));
  }

  async versionChanged() {
    if (!this.reply.ready) {
      return;
    }
    await this.#readDigits();
    const slow = performance.now() - this.#slowAt > SLOW_EVERY || !this.loop?.running;
    const [a, b] = this.pair;
    const [codes, pairs, view, filters] = await Promise.all([
      getFloats('autoencoder/codes', {count: DIGITS, layer: this.#layer(), a, b}),
      getFloats('autoencoder/reconstructions', {count: SHOWN, first: this.first}),
      slow ? get('autoencoder/view') : this.view,
      slow ? getFloats('autoencoder/filters') : this.filters,
    ]);
    Object.assign(this, {codes, pairs, view, filters});
    this.probe ??= {x: mean(codes, 0), y: mean(codes, 1)};
    if (slow) {
      this.#slowAt = performance.now();
      await this.#decodeBehind();
    }
    await this.#decode();
  }

  /** The images on the map, once for each kind of digits. */
  async #readDigits() {
    const {source} = this.reply.setup;
    if (this.#digitsOf !== source) {
      const [images, labels] = await Promise.all([
        getFloats('autoencoder/digits', {count: DIGITS}), get('autoencoder/labels', {count: DIGITS})]);
      this.digits = {images, labels};
      this.#digitsOf = source;
    }
  }

  #took(reply) {
    this.reply = reply;
    if (!reply.ready) {
      this.#digitsOf = null;
    }
    const {size} = reply.layers[this.#layer()];
    this.pair = this.pair.map((one, i) => one < size ? one : Math.min(i, size - 1));
    showShared('autoencoder', reply.setup);
  }

  /** The chosen layer, or the narrowest one. */
  #layer() {
    const {layers} = this.reply;
    if (this.layer !== null && this.layer < layers.length) {
      return this.layer;
    }
    return layers.slice(1, -2).reduce((best, one) => one.size < best.size ? one : best, layers[1]).index;
  }

  async #images(places) {
    const [a, b] = this.pair;
    return sendForFloats('autoencoder/decode', JSON.stringify({layer: this.#layer(), a, b, places}));
  }

  /** One request at a time; the last place wins. */
  async #decode() {
    if (this.#decoding || !this.probe) {
      return;
    }
    this.#decoding = true;
    let place = null;
    await this.attempt(async () => {
      while (place !== this.probe) {
        place = this.probe;
        this.decoded = await this.#images([[place.x, place.y]]);
      }
    });
    this.#decoding = false;
  }

  async #decodeBehind() {
    if (!this.wantsBehind) {
      this.behind = null;
      return;
    }
    const [[left, right], [bottom, top]] = areaOf(this.codes);
    const places = Array.from({length: BEHIND * BEHIND}, (_, i) => [
      left + (right - left) * (i % BEHIND + 0.5) / BEHIND,
      top - (top - bottom) * (Math.floor(i / BEHIND) + 0.5) / BEHIND]);
    this.behind = {values: await this.#images(places), side: BEHIND, low: [left, bottom], high: [right, top]};
  }

  async #post(path, body) {
    const reply = await post(`autoencoder/${path}`, body);
    if (reply.error) {
      throw new Error(reply.error);
    }
    this.#took(reply);
    this.poll.now();
  }

  #try(path, body) {
    return this.attempt(() => this.#post(path, body));
  }

  render() {
    if (!this.reply) {
      return html`<link rel="stylesheet" href="/rooms/autoencoder/room.css">`;
    }
    const {setup, ready, failure} = this.reply;
    return html`
      <link rel="stylesheet" href="/base/world.css">
      <link rel="stylesheet" href="/rooms/autoencoder/room.css">
      <div class="row head"><h2>${t('autoencoder.title')}</h2>
        ${ready ? html`<world-controls world="autoencoder" .loop=${this.loop}
            .stepsText=${t('autoencoder.steps', number(this.loop?.steps ?? 0, 12), number(this.view?.samples ?? 0, 12))}
            @world-changed=${() => this.poll.now()}></world-controls>`
          : html`<p class=${failure ? 'bad' : 'faint'} role="status">${failure ?? t('autoencoder.loading')}</p>`}</div>
      <p class="faint">${t('autoencoder.lead')}</p>
      <div class="autoencoder-grid">
        <section class="panel stack">${this.#settings()}
          <world-trainer class="stack" .settings=${setup.trainer}
              .change=${settings => this.#post('trainer', settings)}></world-trainer></section>
        <section class="panel stack">${this.#map()}</section>
        <section class="panel stack">${this.#side()}</section>
        <section class="panel stack wide-3">
          <div class="row"><h3>${t('autoencoder.pairs')}</h3>
            <span class="faint">${t('autoencoder.pairsHelp')}</span>
            <button class="small more" @click=${() => this.#more()}>${t('autoencoder.more')}</button></div>
          <digit-images kind="grey" group="2" scale="2.4" .values=${this.pairs}
              .label=${t('autoencoder.pairs')}></digit-images>
        </section>
        <section class="panel stack wide-3">
          <div class="row"><h3>${t('autoencoder.filters')}</h3>
            <span class="faint">${t('autoencoder.filtersHelp')}</span></div>
          <digit-images kind="signed" scale="2" .values=${this.filters}
              .label=${t('autoencoder.filters')}></digit-images>
        </section>
        <section class="panel stack wide-3 columns">
          ${this.#chart()}
          <div class="stack">
            <world-net class="stack" .text=${setup.net} .presets=${PRESETS}
                .build=${text => this.#post('net', {net: text})}></world-net>
            <div class="row"><button class="share" @click=${() => this.#share()}>${t('autoencoder.share')}</button>
              <button class="save" @click=${() => this.attempt(() => download('autoencoder/net', undefined,
                  'autoencoder.json'))}>${t('autoencoder.save')}</button>
              <span class="faint">${t('autoencoder.shared')}</span></div>
          </div>
        </section>
      </div>`;
  }

  #settings() {
    const {setup, mnist, ready, train, test} = this.reply;
    return html`
      <h3>${t('autoencoder.digits')}</h3>
      <label class="field"><span>${t('autoencoder.source')}</span>
        <select name="source" @change=${e => this.#try('setup', {...setup, source: e.target.value})}>
          ${['mnist', 'generated'].map(one => html`<option value=${one} ?selected=${one === setup.source}
              ?disabled=${one === 'mnist' && !mnist}>${t(`autoencoder.${one}`)}</option>`)}</select></label>
      ${ready ? html`<p class="faint">${t('autoencoder.counts', number(train, 6), number(test, 6))}</p>` : ''}
      <label class="field"><span>${t('autoencoder.noise')}</span>
        <select name="noise" @change=${e => this.#try('noise', {...setup.noise, kind: e.target.value})}>
          ${['none', 'gauss', 'mask'].map(one => html`<option value=${one} ?selected=${one === setup.noise.kind}
              >${t(`autoencoder.noise.${one}`)}</option>`)}</select></label>
      <label class="field"><span>${t('autoencoder.level')} ${setup.noise.level}</span>
        <input type="range" name="level" min="0" max="1" step="0.05" .value=${String(setup.noise.level)}
            ?disabled=${setup.noise.kind === 'none'}
            @change=${e => this.#try('noise', {...setup.noise, level: Number(e.target.value)})}></label>
      <div class="row"><button class="small restart"
          @click=${() => this.#try('setup', {...setup, seed: setup.seed + 1})}
          >${t('autoencoder.restart')}</button></div>`;
  }

  #map() {
    const count = this.digits?.labels.length ?? 0;
    return html`
      <div class="row"><h3>${t('autoencoder.map')}</h3>
        <label>${t('autoencoder.show')} <select name="show"
            @change=${e => { this.thumbs = e.target.value === 'thumbs'; }}>
          <option value="thumbs" ?selected=${this.thumbs}>${t('autoencoder.thumbs')}</option>
          <option value="dots" ?selected=${!this.thumbs}>${t('autoencoder.dots')}</option></select></label>
        <label><input type="checkbox" name="behind" .checked=${this.wantsBehind} @change=${e => {
          this.wantsBehind = e.target.checked;
          this.#slowAt = 0;
          this.again();
        }}> ${t('autoencoder.behind')}</label></div>
      <code-map .codes=${this.codes} .digits=${this.digits} .probe=${this.probe} .thumbs=${this.thumbs}
          .behind=${this.behind} .count=${count}
          @probe=${e => { this.probe = e.detail; this.#decode(); }}></code-map>
      <p class="faint">${t('autoencoder.mapHelp', count)}</p>`;
  }

  #side() {
    const {layers} = this.reply;
    const chosen = this.#layer();
    const {size} = layers[chosen];
    const select = (i, text) => html`<label class="field"><span>${text}</span> <select class="neuron-${i}"
        @change=${e => this.#pair(this.pair.with(i, Number(e.target.value)))}>
        ${Array.from({length: size}, (_, k) => html`<option value=${k} ?selected=${k === this.pair[i]}
            >${k + 1}</option>`)}</select></label>`;
    return html`
      <label class="field"><span>${t('autoencoder.layer')}</span>
        <select class="code-layer" @change=${e => this.#choose(Number(e.target.value))}>
          ${layers.map(layer => html`<option value=${layer.index} ?selected=${layer.index === chosen}
              >${layer.index} ${layer.type} (${layer.size})</option>`)}</select></label>
      ${select(0, t('autoencoder.across'))} ${select(1, t('autoencoder.up'))}
      <div class="row"><button class="small cycle" ?disabled=${size < 2}
          @click=${() => this.#pair(this.pair.map(one => (one + 1) % size))}>${t('autoencoder.next')}</button></div>
      <h3>${t('autoencoder.decoded')}</h3>
      <digit-images kind="grey" scale="7" .values=${this.decoded} .label=${t('autoencoder.decoded')}></digit-images>
      ${this.probe ? html`<p class="faint">${
        t('autoencoder.code', number(this.probe.x, 3), number(this.probe.y, 3))}</p>` : ''}
      ${size > 2 ? html`<p class="faint">${t('autoencoder.others')}</p>` : ''}`;
  }

  #chart() {
    const train = this.view?.train ?? {x: [], y: [[]]};
    const test = this.view?.test ?? {x: [], y: [[]]};
    return html`<kasane-chart .title=${t('autoencoder.loss')} .xlabel=${t('autoencoder.batches')}
        .log=${true} .series=${[
      {name: t('autoencoder.train'), x: train.x, y: train.y[0]},
      {name: t('autoencoder.test'), x: test.x.map(x => 200 * x), y: test.y[0]},
    ]}></kasane-chart>`;
  }

  #choose(layer) {
    this.layer = layer;
    this.probe = null;
    this.decoded = null;
    this.#pair([0, Math.min(1, this.reply.layers[layer].size - 1)]);
  }

  #pair(pair) {
    this.pair = pair;
    this.#slowAt = 0;
    this.again();
  }

  #more() {
    this.first = (this.first + SHOWN) % (Math.floor(this.reply.test / SHOWN) * SHOWN || 1);
    this.again();
  }

  #share() {
    return this.attempt(async () => {
      await navigator.clipboard.writeText(shareLink('autoencoder', this.reply.setup));
      toast(t('autoencoder.shared'));
    });
  }
}

/** The mean of every second number. */
function mean(values, first) {
  let sum = 0;
  for (let i = first; i < values.length; i += 2) {
    sum += values[i];
  }
  return 2 * sum / values.length;
}

customElements.define('autoencoder-room', AutoencoderRoom);
