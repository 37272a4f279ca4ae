import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {Poll} from '/base/poll.js';
import {get} from '/base/api.js';
import {colour, isDark} from '/base/theme.js';

const HEIGHT = 200;
const INTERVAL = 1500;

/** Histograms one below the other, oldest at the top: where values lie, and how that changes. */
class HistogramMap extends KasaneElement {
  static properties = {run: {}, name: {state: true}, names: {state: true}, moments: {state: true}};

  #poll = new Poll(() => this.#ask(), INTERVAL);

  constructor() {
    super();
    this.names = [];
    this.moments = [];
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#poll.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#poll.stop();
  }

  themeChanged() {
    this.requestUpdate();
  }

  async #ask() {
    if (!this.run) {
      return;
    }
    const answer = await get('image/histograms', {run: this.run, name: this.name});
    this.names = answer.names;
    this.moments = answer.moments;
    if (!this.names.includes(this.name) && this.names.length > 0) {
      this.name = this.names.find(name => name.endsWith('/kernel')) ?? this.names[0];
      this.#poll.now();
    }
  }

  render() {
    const last = this.moments.at(-1);
    return html`
      <div class="chart-head">
        <h3>${t('image.chart.histogram')}</h3>
        <label>${t('image.histogram.choose')}
          <select @change=${e => { this.name = e.target.value; this.#poll.now(); }}>
            ${this.names.map(name => html`<option .selected=${name === this.name}>${name}</option>`)}
          </select></label>
      </div>
      <canvas width="480" height=${HEIGHT} role="img" aria-label=${t('image.chart.histogram')}></canvas>
      ${last ? html`<div class="ends faint"><span>${number(this.#low(), 3)}</span>
          <span>${number(this.#high(), 3)}</span></div>
          <p class="faint">${t('image.histogram.note')}</p>`
        : html`<p class="faint">${t('image.histogram.none')}</p>`}`;
  }

  #low() {
    return Math.min(...this.moments.map(one => one.low));
  }

  #high() {
    return Math.max(...this.moments.map(one => one.high));
  }

  updated() {
    const canvas = this.querySelector('canvas');
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, canvas.width, canvas.height);
    const low = this.#low();
    const span = this.#high() - low || 1;
    const rows = this.moments.length;
    const top = isDark() ? [127, 176, 255] : [36, 89, 184];
    context.fillStyle = colour('ground');
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.moments.forEach((moment, row) => {
      const most = Math.max(1, ...moment.counts);
      const y = Math.floor(row * HEIGHT / rows);
      const height = Math.ceil((row + 1) * HEIGHT / rows) - y;
      const width = (moment.high - moment.low) / span / moment.counts.length * canvas.width;
      const left = (moment.low - low) / span * canvas.width;
      moment.counts.forEach((count, bin) => {
        if (count > 0) {
          // The root shows rare values, too.
          context.fillStyle = `rgba(${top.join(',')},${Math.sqrt(count / most)})`;
          context.fillRect(left + bin * width, y, Math.max(1, width), height);
        }
      });
    });
  }
}

customElements.define('histogram-map', HistogramMap);
