import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {download, get, getFloats, post} from '/base/api.js';
import {toast} from '/base/element.js';
import {isShared, sharedSetup, shareLink, showShared} from '/base/share.js';
import {number, percent, t} from '/base/texts.js';
import {PALETTE} from '/base/theme.js';
import '/base/chart.js';
import '/base/world-net.js';
import '/base/world-trainer.js';
import '/rooms/classify/texts.js';
import '/rooms/classify/data-panel.js';
import '/rooms/classify/diagram.js';
import '/rooms/classify/inspector.js';
import '/rooms/classify/plane.js';
import '/rooms/classify/warp.js';
import {fitted, presets} from '/rooms/classify/presets.js';
import {startsOf} from '/rooms/classify/stages.js';

const LINES = 61;
const CURVE_EVERY = 400;

/** Points of the plane and a network that learns to tell them apart. */
class ClassifyRoom extends WorldElement {
  static properties = {
    reply: {state: true}, view: {state: true}, maps: {state: true}, warp: {state: true}, curve: {state: true},
    brush: {state: true}, erasing: {state: true}, sharp: {state: true}, showTest: {state: true}, before: {state: true},
    chosen: {state: true}, warpLayer: {state: true}, pair: {state: true},
  };

  #curveAt = 0;

  constructor() {
    super('classify');
    Object.assign(this, {brush: 0, erasing: false, sharp: false, showTest: true, before: false, chosen: null,
      warpLayer: null, pair: [0, 1]});
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.#openLink();
  }

  /** A link's set-up is taken, but for one that the studio has already: then training goes on. */
  async #openLink() {
    await this.attempt(async () => {
      const shared = sharedSetup('classify');
      if (shared && !isShared('classify', (await get('classify/setup')).setup)) {
        this.#took(await post('classify/setup', shared));
      }
    });
  }

  async editionChanged() {
    this.#took(await get('classify/setup'));
  }

  async versionChanged() {
    const size = this.#size();
    const now = performance.now();
    const wantsCurve = now - this.#curveAt > CURVE_EVERY || !this.loop?.running;
    const [view, maps, warp] = await Promise.all([
      get('classify/view', {curve: wantsCurve ? 1 : 0}),
      getFloats('classify/maps', {size}),
      getFloats('classify/warp', {layer: this.#layer(), a: this.pair[0], b: this.pair[1], lines: LINES}),
    ]);
    this.view = view;
    this.maps = {values: maps, size};
    this.warp = {values: warp, lines: LINES, points: this.reply.points};
    if (view.curve) {
      this.curve = view.curve;
      this.#curveAt = now;
    }
  }

  /** Large nets get coarser maps. */
  #size() {
    const neurons = startsOf(this.reply.layers).at(-1);
    return neurons <= 40 ? 72 : neurons <= 120 ? 48 : 28;
  }

  #layer() {
    const {layers} = this.reply;
    return this.warpLayer !== null && this.warpLayer < layers.length ? this.warpLayer : Math.max(1, layers.length - 3);
  }

  #took(reply) {
    this.reply = reply;
    this.brush = Math.min(this.brush, reply.classes - 1);
    const size = reply.layers[this.#layer()].size;
    this.pair = this.pair.map((one, i) => one < size ? one : Math.min(i, size - 1));
    if (this.chosen && this.chosen.stage >= reply.layers.length) {
      this.chosen = null;
    }
    showShared('classify', reply.setup);
  }

  async #post(path, body) {
    const reply = await post(`classify/${path}`, body);
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
      return html`<link rel="stylesheet" href="/rooms/classify/room.css">`;
    }
    const {setup, layers} = this.reply;
    return html`
      <link rel="stylesheet" href="/base/world.css">
      <link rel="stylesheet" href="/rooms/classify/room.css">
      <div class="row head"><h2>${t('classify.title')}</h2>
        <world-controls world="classify" .loop=${this.loop} .stepsText=${this.#steps()}
            @world-changed=${() => this.poll.now()}></world-controls></div>
      <div class="classify-grid">
        <section class="panel stack">
          <classify-data class="stack" .setup=${setup} @data-set=${e => this.#data(e.detail)}
              @features-set=${e => this.#features(e.detail)}
              @seed-set=${e => this.#try('setup', {...setup, seed: e.detail})}></classify-data>
          <world-trainer class="stack" .settings=${setup.trainer}
              .change=${settings => this.#post('trainer', settings)}></world-trainer>
        </section>
        <section class="panel stack">${this.#regions()}</section>
        <section class="panel stack">${this.#warped()}</section>
        <section class="panel stack wide-3">
          <div class="row"><h3>${t('classify.diagram')}</h3>
            ${this.#check('before', t('classify.before'))}</div>
          <div class="diagram-row">
            <classify-diagram .layers=${layers} .features=${setup.features} .maps=${this.maps} .before=${this.before}
                .weights=${this.view?.weights} .chosen=${this.chosen}
                @neuron-chosen=${e => { this.chosen = e.detail; }}></classify-diagram>
            <classify-inspector .layers=${layers} .features=${setup.features} .maps=${this.maps} .before=${this.before}
                .weights=${this.view?.weights} .chosen=${this.chosen}
                @weight-set=${e => this.#try('weight', e.detail)}></classify-inspector>
          </div>
        </section>
        <section class="panel stack wide-3 columns">${this.#charts()}</section>
        <section class="panel stack wide-3 columns">
          <world-net class="stack" .text=${setup.net} .presets=${presets(setup.features.length, this.reply.classes)}
              .build=${text => this.#post('net', {features: setup.features, net: text})}></world-net>
          <div class="stack">
            <h3>${t('classify.keep')}</h3>
            <div class="row">
              <button class="share" @click=${() => this.#share()}>${t('classify.share')}</button>
              <button class="save" @click=${() => this.attempt(() => download('classify/net', undefined,
                  'network.json'))}>${t('classify.save')}</button>
              <span class="faint">${t('classify.shared')}</span>
            </div>
          </div>
        </section>
      </div>`;
  }

  #steps() {
    return t('classify.passes', number(this.loop?.steps ?? 0, 12));
  }

  #check(name, text) {
    return html`<label><input type="checkbox" name=${name} .checked=${this[name]}
        @change=${e => { this[name] = e.target.checked; }}> ${text}</label>`;
  }

  #regions() {
    const {layers, points, classes, range} = this.reply;
    const last = startsOf(layers)[layers.length - 1];
    const fits = this.maps && this.maps.values.length === startsOf(layers).at(-1) * this.maps.size ** 2;
    return html`
      <div class="row"><h3>${t('classify.regions')}</h3>
        ${this.#check('sharp', t('classify.sharp'))} ${this.#check('showTest', t('classify.showTest'))}</div>
      <classify-plane .points=${points} .classes=${classes} .range=${range} .brush=${this.brush}
          .erasing=${this.erasing} .sharp=${this.sharp} .showTest=${this.showTest}
          .regions=${fits ? {values: this.maps.values, offset: last * this.maps.size ** 2, size: this.maps.size} : null}
          @plane-add=${e => this.#try('add', e.detail)} @plane-remove=${e => this.#try('remove', e.detail)}
          @plane-brush=${e => { this.brush = e.detail.label; this.erasing = false; }}></classify-plane>
      <div class="row brushes" role="group" aria-label=${t('classify.brush')}><span class="faint"
          >${t('classify.brush')}</span>
        ${Array.from({length: classes}, (_, k) => html`<button class="small"
            aria-pressed=${String(!this.erasing && this.brush === k)}
            @click=${() => { this.brush = k; this.erasing = false; }}><svg class="dot" viewBox="0 0 10 10"
              aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${PALETTE[k]}></circle></svg>
            ${t('classify.class', k + 1)}</button>`)}
        <button class="small erase" aria-pressed=${String(this.erasing)}
            @click=${() => { this.erasing = !this.erasing; }}>${t('classify.erase')}</button>
        <button class="small clear" @click=${() => this.#try('clear')}>${t('classify.clear')}</button>
      </div>
      <p class="faint">${t('classify.planeHelp')}</p>`;
  }

  #warped() {
    const {layers} = this.reply;
    const chosen = this.#layer();
    const select = (i, text) => html`<label>${text} <select class="neuron-${i}"
        @change=${e => this.#pair(i, Number(e.target.value))}>
        ${Array.from({length: layers[chosen].size}, (_, k) => html`<option value=${k}
            ?selected=${k === this.pair[i]}>${k + 1}</option>`)}</select></label>`;
    return html`
      <h3>${t('classify.warp')}</h3>
      <classify-warp .warp=${this.warp} .showTest=${this.showTest}></classify-warp>
      <div class="row">
        <label>${t('classify.layer')} <select class="warp-layer"
            @change=${e => this.#warpLayer(Number(e.target.value))}>
          ${layers.map(layer => html`<option value=${layer.index} ?selected=${layer.index === chosen}
              >${layer.index} ${layer.type} (${layer.size})</option>`)}</select></label>
        ${select(0, t('classify.across'))} ${select(1, t('classify.up'))}
        <button class="small cycle" @click=${() => this.#cycle()}>${t('classify.next')}</button>
      </div>`;
  }

  #charts() {
    const score = this.view ?? {train: {}, test: {}};
    const curve = this.curve ?? {x: [], y: [[], [], [], []]};
    const chart = (title, columns, values, format) => html`
      <div><kasane-chart .title=${title} .xlabel=${t('classify.pass')} .series=${[
        {name: t('classify.train'), x: curve.x, y: curve.y[columns[0]]},
        {name: t('classify.testName'), x: curve.x, y: curve.y[columns[1]]},
      ]}></kasane-chart>
      <p class="faint scores">${t('classify.train')} <strong>${format(values[0])}</strong> ·
        ${t('classify.testName')} <strong>${format(values[1])}</strong></p></div>`;
    return html`
      ${chart(t('classify.loss'), [0, 1], [score.train.loss, score.test.loss], value => number(value, 3))}
      ${chart(t('classify.accuracy'), [2, 3], [score.train.accuracy, score.test.accuracy], value => percent(value))}`;
  }

  #warpLayer(layer) {
    this.warpLayer = layer;
    this.pair = [0, Math.min(1, this.reply.layers[layer].size - 1)];
    this.again();
  }

  #pair(i, neuron) {
    this.pair = this.pair.with(i, neuron);
    this.again();
  }

  #cycle() {
    const {size} = this.reply.layers[this.#layer()];
    this.pair = this.pair.map(one => (one + 1) % size);
    this.again();
  }

  /** Other points for the same network, unless they have another number of classes. */
  #data(data) {
    const {setup, classes} = this.reply;
    if (data.classes === classes) {
      return this.#try('data', data);
    }
    return this.#try('setup', {...setup, data, points: null,
      net: fitted(setup.net, setup.features.length, data.classes)});
  }

  #features(features) {
    const {setup, classes} = this.reply;
    return this.#try('net', {features, net: fitted(setup.net, features.length, classes)});
  }

  #share() {
    return this.attempt(async () => {
      await navigator.clipboard.writeText(shareLink('classify', this.reply.setup));
      toast(t('classify.shared'));
    });
  }
}

customElements.define('classify-room', ClassifyRoom);
