import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t, number} from '/base/texts.js';
import {interleaved} from './client.js';
import './inside-picture.js';
import './inside-filters.js';

const KINDS = new Set(['input', 'conv2d', 'dense', 'max_pooling2d', 'average_pooling2d', 'global_average_pooling2d',
  'flatten', 'dropout', 'batch_normalization', 'layer_normalization']);

/** Milliseconds between two renderings of texts. */
const TEXTS = 150;

/**
 * Every layer of a network: what it gives for an image, the gradients, and on demand its weights.
 *
 * Properties: layers (of the structure), where ({run, at, training, label, mask}), colours, perMap, gradients. Hand what
 * was computed to show(result): pictures are painted at once, only what is text waits for the next rendering. Fires
 * `more` when somebody wants all planes, and `explain` with {node, index}.
 */
export class InsideLayers extends KasaneElement {
  static properties = {
    layers: {attribute: false},
    where: {attribute: false},
    colours: {},
    perMap: {attribute: false},
    gradients: {type: Boolean},
    open: {state: true},
  };

  #input = null;
  #later = null;

  constructor() {
    super();
    this.layers = null;
    this.colours = 'signed';
    this.perMap = false;
    this.gradients = false;
    this.open = new Set();
    this.result = null;
  }

  /** Paints what was computed. */
  show(result) {
    const before = this.result;
    this.#input = null;
    this.result = result;
    if (!before || before.points.length !== result.points.length || (before.label < 0) !== (result.label < 0)) {
      this.requestUpdate();
      return;
    }
    for (const picture of this.querySelectorAll('inside-picture[data-point]')) {
      const part = result.points[Number(picture.dataset.point)];
      const data = picture.dataset.side === 'gradient' ? part.gradient : part;
      if (data) {
        picture.show({...data, count: part.count});
      }
    }
    // Texts and filters can wait: nobody reads numbers that change with each frame.
    this.#later ??= setTimeout(() => {
      this.#later = null;
      this.requestUpdate();
    }, TEXTS);
  }

  /** The image as the network reads it. */
  get input() {
    if (!this.#input && this.result) {
      this.#input = interleaved(this.layers, this.result.points);
    }
    return this.#input;
  }

  render() {
    if (!this.layers || !this.result || this.result.points.length !== this.layers.points.length) {
      return html``;
    }
    return html`<div class="inside-layers">${this.layers.points.map((point, i) => this.#point(point, i))}</div>`;
  }

  #point(point, i) {
    const part = this.result.points[i];
    const kind = KINDS.has(point.kind) ? t('inside.kind.' + point.kind) : point.kind;
    const {gradient} = part;
    const weights = point.weights.length > 0;
    return html`
      <section class="panel inside-layer">
        <header class="inside-layer-head">
          <h3>${point.name}</h3>
          <span class="faint">${kind === point.name ? '' : kind} ${point.detail} → ${point.shape.join('×')}</span>
        </header>
        <div class="inside-sides ${gradient && this.gradients ? 'two' : ''}">
          <div>
            <span class="faint">${t(i === 0 ? 'inside.input' : 'inside.activations')} ·
                ${t('inside.range', number(part.low), number(part.high))}</span>
            ${this.#picture(point, i, part, 'value')}
          </div>
          ${gradient && this.gradients ? html`<div>
            <span class="faint">${t('inside.gradient')} ·
                ${t('inside.range', number(gradient.low), number(gradient.high))}</span>
            ${this.#picture(point, i, {...gradient, count: part.count}, 'gradient')}
          </div>` : ''}
        </div>
        ${part.count < point.planes ? html`<button class="small"
            @click=${() => this.dispatchEvent(new CustomEvent('more'))}
            >${t('inside.more', part.count, point.planes)}</button>` : ''}
        ${weights ? html`<details ?open=${this.open.has(i)} @toggle=${e => this.#toggle(e, i)}>
          <summary>${t(point.kind === 'conv2d' ? 'inside.filters' : 'inside.weights')}
              <span class="faint">${t('inside.parameters',
                  point.weights.reduce((sum, one) => sum + one.shape.reduce((a, b) => a * b, 1), 0))}</span></summary>
          ${this.open.has(i) ? point.weights.map(weight => html`<inside-filters .where=${this.where} .weight=${weight}
              .version=${this.result.version} .input=${this.input} ?gradients=${this.gradients && this.result.label >= 0}
              .colours=${this.colours} .perMap=${this.perMap}></inside-filters>`) : ''}
        </details>` : ''}
      </section>`;
  }

  #picture(point, i, data, side) {
    const name = side === 'gradient' ? '∂loss/∂' + point.name : point.name;
    const image = i === 0 && point.planes === 3;
    return html`<inside-picture data-point=${i} data-side=${side} .data=${data} .height=${point.height}
        .width=${point.width} .rgb=${image && side === 'value'}
        .colours=${i === 0 && side === 'value' ? 'grey' : this.colours}
        .perMap=${this.perMap} .name=${name}
        .place=${(plane, at) => `${name} [${this.#coordinates(point, plane, at).join(', ')}]`}
        @pick=${e => this.#pick(e, point, side, image && side === 'value')}></inside-picture>`;
  }

  #coordinates(point, plane, at) {
    const y = Math.floor(at / point.width);
    const x = at % point.width;
    return point.shape.length === 3 ? [y, x, plane] : point.shape.length === 2 ? [y, x] : [at];
  }

  #pick(event, point, side, rgb) {
    const {plane, at} = event.detail;
    this.querySelectorAll('inside-picture').forEach(one => {
      if (one !== event.currentTarget) {
        one.unmark();
      }
    });
    this.dispatchEvent(new CustomEvent('explain', {bubbles: true, detail: {
      node: side === 'gradient' ? point.gradient : point.node,
      index: at * point.planes + (rgb ? 0 : plane),
    }}));
  }

  #toggle(event, i) {
    const open = new Set(this.open);
    if (event.target.open) {
      open.add(i);
    } else {
      open.delete(i);
    }
    if (open.size !== this.open.size) {
      this.open = open;
    }
  }
}

customElements.define('inside-layers', InsideLayers);
