import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t, number} from '/base/texts.js';
import {filters} from './client.js';
import './inside-picture.js';

const FIRST = 16;

/**
 * One weight as pictures, a filter a row or, with one channel or three, side by side; with its gradient for an image if
 * that is wanted. Fetched when it comes into view, and again when the weights or the image change.
 *
 * Properties: where ({run, at, ...}), weight (of the structure), version, input, gradients, colours, perMap.
 */
export class InsideFilters extends KasaneElement {
  static properties = {
    where: {attribute: false},
    weight: {attribute: false},
    version: {attribute: false},
    input: {attribute: false},
    gradients: {type: Boolean},
    colours: {},
    perMap: {attribute: false},
    values: {state: true},
    slopes: {state: true},
    wanted: {state: true},
  };

  #asked = '';
  #askedInput = null;
  #busy = false;
  #again = false;

  constructor() {
    super();
    this.values = null;
    this.slopes = null;
    this.wanted = FIRST;
  }

  updated() {
    const {where} = this;
    const key = [where.run, where.at, where.training, where.mask, where.label, this.version, this.weight.path,
      this.wanted, this.gradients].join(' ');
    if (key !== this.#asked || (this.gradients && this.input !== this.#askedInput)) {
      this.#fetch(key);
    }
  }

  async #fetch(key) {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#asked = key;
    this.#askedInput = this.input;
    await this.attempt(async () => {
      this.values = await filters(this.where, this.weight, this.wanted);
      this.slopes = this.gradients && this.input && this.weight.gradient >= 0
          ? await filters(this.where, this.weight, this.wanted, this.input) : null;
    });
    this.#busy = false;
    if (this.#again) {
      this.#again = false;
      this.requestUpdate();
    }
  }

  render() {
    const {weight, values, slopes} = this;
    const shape = weight.shape.join('×');
    return html`
      <div class="inside-weight">
        <span class="faint"><b>${weight.path.split('/').pop()}</b> ${shape}
            · ${t('inside.parameters', weight.shape.reduce((a, b) => a * b, 1))}
            ${values ? html`· ${t('inside.range', number(values.low), number(values.high))}` : ''}</span>
        ${values ? this.#picture(values, weight.node, weight.path) : ''}
        ${slopes ? html`<span class="faint">${t('inside.gradient')} ·
            ${t('inside.range', number(slopes.low), number(slopes.high))}</span>
            ${this.#picture(slopes, weight.gradient, '∂loss/∂' + weight.path)}` : ''}
        ${values && values.count < weight.filters ? html`<button class="small"
            @click=${() => { this.wanted *= 4; }}>${t('inside.more', values.count, weight.filters)}</button>` : ''}
      </div>`;
  }

  #picture(data, node, name) {
    const {channels, height, width} = this.weight;
    const rgb = channels === 3 && height > 1;
    const across = channels > 1 && !rgb ? channels : 0;
    return html`<inside-picture .data=${{...data, count: data.count * channels}} .height=${height} .width=${width}
        .across=${across} .rgb=${rgb} .colours=${rgb ? 'grey' : this.colours} .perMap=${this.perMap} .name=${name}
        .place=${(plane, at) => `${name} [${this.#coordinates(plane, at, rgb).join(', ')}]`}
        @pick=${e => this.#pick(e, node, rgb)}></inside-picture>`;
  }

  /** [y, x, channel, filter] as the weight's shape has them. */
  #coordinates(plane, at, rgb) {
    const {shape, channels, width} = this.weight;
    const channel = rgb ? 0 : plane % channels;
    const filter = rgb ? plane : Math.floor(plane / channels);
    const y = Math.floor(at / width);
    const x = at % width;
    if (shape.length === 4) {
      return [y, x, channel, filter];
    }
    return shape.length === 2 ? [at * channels + channel, filter] : [at];
  }

  #pick(event, node, rgb) {
    const {channels} = this.weight;
    const count = this.weight.filters;
    const {plane, at} = event.detail;
    const channel = rgb ? 0 : plane % channels;
    const filter = rgb ? plane : Math.floor(plane / channels);
    this.dispatchEvent(new CustomEvent('explain', {bubbles: true,
      detail: {node, index: (at * channels + channel) * count + filter}}));
  }
}

customElements.define('inside-filters', InsideFilters);
